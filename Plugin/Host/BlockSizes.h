#pragma once

#include <random>
#include <stdexcept>
#include <string>

namespace dequantizer::host
{

/// The block lengths with which a plugin is called.
class BlockSizes
{
public:
    static constexpr int maxRandom = 1024;
    static constexpr int maxFixed = 1 << 20;

    /// `text` is a number of samples, 1 .. maxFixed, or "random" for lengths of 1 .. maxRandom that depend on the seed
    /// alone. Throws std::invalid_argument.
    BlockSizes(const std::string& text, unsigned seed) : generator(seed)
    {
        if (text == "random")
            return;
        const bool isNumber = !text.empty() && text.size() <= 7 && text.find_first_not_of("0123456789") == text.npos;
        fixed = isNumber ? std::stoi(text) : 0;
        if (fixed < 1 || fixed > maxFixed)
            throw std::invalid_argument("the block must be \"random\" or a number of samples from 1 to " +
                                        std::to_string(maxFixed));
    }

    [[nodiscard]] int max() const noexcept { return fixed > 0 ? fixed : maxRandom; }

    [[nodiscard]] int next()
    {
        // std::uniform_int_distribution differs between standard libraries.
        return fixed > 0 ? fixed : 1 + static_cast<int>(generator() % static_cast<unsigned>(maxRandom));
    }

private:
    std::mt19937 generator;
    int fixed = 0;
};

} // namespace dequantizer::host
