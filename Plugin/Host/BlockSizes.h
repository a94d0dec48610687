#pragma once

#include <random>
#include <stdexcept>
#include <string>

namespace dequantizer::host
{

/// The lengths of the blocks that a plugin is called with.
class BlockSizes
{
public:
    static constexpr int largestRandom = 1024;
    static constexpr int largestFixed = 1 << 20;

    /// `text` is a number of samples, 1 .. largestFixed, or "random": lengths of 1 .. largestRandom, the same for the
    /// same seed. Throws std::invalid_argument.
    BlockSizes(const std::string& text, unsigned seed) : generator(seed)
    {
        if (text == "random")
            return;
        const bool isNumber = !text.empty() && text.size() <= 7 && text.find_first_not_of("0123456789") == text.npos;
        fixed = isNumber ? std::stoi(text) : 0;
        if (fixed < 1 || fixed > largestFixed)
            throw std::invalid_argument("the block must be \"random\" or a number of samples from 1 to " +
                                        std::to_string(largestFixed));
    }

    [[nodiscard]] int largest() const noexcept { return fixed > 0 ? fixed : largestRandom; }

    [[nodiscard]] int next()
    {
        // Not std::uniform_int_distribution, which gives other numbers with another standard library.
        return fixed > 0 ? fixed : 1 + static_cast<int>(generator() % static_cast<unsigned>(largestRandom));
    }

private:
    std::mt19937 generator;
    int fixed = 0;
};

} // namespace dequantizer::host
