#pragma once

#include <cstddef>
#include <cstdint>

namespace dequantizer
{

/// Random numbers that depend on three integers only: SplitMix64 (G. L. Steele, D. Lea & C. H. Flood, OOPSLA 2014).
/// Minibatch number 5000 draws the same numbers whether or not the process has drawn minibatch 4999 before. A
/// checkpoint therefore needs no generator state, and the numbers do not depend on the distribution over threads.
class RandomStream
{
public:
    RandomStream(std::uint64_t seed, std::uint64_t step, std::uint64_t item) noexcept
        : state(mix(mix(mix(seed) ^ step) ^ item))
    {
    }

    /// Uniform in [0, 1).
    double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    /// Uniform in 0 .. count - 1; count >= 1 and far below 2^53.
    std::size_t below(std::size_t count) noexcept
    {
        return static_cast<std::size_t>(uniform() * static_cast<double>(count));
    }

private:
    static constexpr std::uint64_t increment = 0x9e3779b97f4a7c15u;

    static std::uint64_t mix(std::uint64_t z) noexcept
    {
        z += increment;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

    std::uint64_t next() noexcept
    {
        const auto value = mix(state);
        state += increment;
        return value;
    }

    std::uint64_t state;
};

} // namespace dequantizer
