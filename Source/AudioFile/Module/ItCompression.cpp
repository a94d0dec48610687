#include "AudioFile/Module/ItCompression.h"

namespace dequantizer
{

namespace
{
constexpr std::size_t blockBytes = 0x8000;

// Bits of a block, the least significant first.
class BitReader
{
public:
    explicit BitReader(std::string_view block) : bytes(block) {}

    [[nodiscard]] bool has(unsigned count) const noexcept { return position + count <= 8 * bytes.size(); }

    [[nodiscard]] std::uint32_t take(unsigned count) noexcept
    {
        std::uint32_t value = 0;
        for (unsigned i = 0; i < count; ++i, ++position)
        {
            const auto byte = static_cast<unsigned char>(bytes[position / 8]);
            value |= static_cast<std::uint32_t>((byte >> (position % 8)) & 1) << i;
        }
        return value;
    }

private:
    std::string_view bytes;
    std::size_t position = 0;
};

// The numbers of one block.
class BlockDecoder
{
public:
    BlockDecoder(std::string_view block, unsigned sampleBits)
        : reader(block), bits(sampleBits), widthBits(bits == 8 ? 3 : 4), width(bits + 1)
    {
    }

    // The next number, sign-extended; empty at the end of the block or if it is damaged.
    [[nodiscard]] std::optional<std::int32_t> next()
    {
        while (reader.has(width))
        {
            const auto value = reader.take(width);
            if (const auto changed = changedWidth(value))
            {
                width = *changed;
                if (width == 0 || width > bits + 1)
                    return std::nullopt;
                continue;
            }
            const auto shift = 32 - std::min(width, bits);
            return static_cast<std::int32_t>(value << shift) >> shift;
        }
        return std::nullopt;
    }

private:
    // The width after `value`, if it is a change of the width; 0 if it is cut off.
    [[nodiscard]] std::optional<unsigned> changedWidth(std::uint32_t value)
    {
        constexpr unsigned smallWidth = 7;
        if (width < smallWidth)
        {
            if (value != 1u << (width - 1))
                return std::nullopt;
            return reader.has(widthBits) ? skippingOwn(reader.take(widthBits) + 1) : 0;
        }
        if (width <= bits)
        {
            const auto border = (((1u << bits) - 1) >> (bits + 1 - width)) - bits / 2;
            if (value <= border || value > border + bits)
                return std::nullopt;
            return skippingOwn(value - border);
        }
        if ((value & (1u << bits)) == 0)
            return std::nullopt;
        return (value + 1) & 0xff;
    }

    // The own width is never a new one, so the code leaves it out.
    [[nodiscard]] unsigned skippingOwn(unsigned coded) const noexcept { return coded < width ? coded : coded + 1; }

    BitReader reader;
    unsigned bits, widthBits, width;
};
} // namespace

DecompressedIt decompressIt(const ModuleBytes& module, std::size_t position, std::size_t length, int bits, bool isTwice)
{
    DecompressedIt result{{}, position};
    const auto samplesOfBlock = blockBytes / static_cast<std::size_t>(bits / 8);
    const float fullScale = bits == 8 ? 128.0f : 32768.0f;
    while (result.samples.size() < length && result.end + 2 <= module.size())
    {
        const auto size = module.u16(result.end);
        BlockDecoder decoder(module.at(result.end + 2, size), static_cast<unsigned>(bits));
        result.end += 2 + size;
        std::uint32_t sum = 0, sumOfSums = 0;
        for (auto left = std::min(samplesOfBlock, length - result.samples.size()); left > 0; --left)
        {
            const auto number = decoder.next();
            if (!number)
                return result;
            sum += static_cast<std::uint32_t>(*number);
            sumOfSums += sum;
            const auto value = isTwice ? sumOfSums : sum;
            result.samples.push_back(
                static_cast<float>(bits == 8 ? static_cast<std::int8_t>(value) : static_cast<std::int16_t>(value)) /
                fullScale);
        }
    }
    return result;
}

} // namespace dequantizer
