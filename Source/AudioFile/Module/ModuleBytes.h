#pragma once

#include "AudioFile/Module/TrackerModule.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dequantizer
{

/// The content of a module, of which any part may be missing.
class ModuleBytes
{
public:
    explicit ModuleBytes(std::string_view content) : bytes(content) {}

    [[nodiscard]] std::size_t size() const noexcept { return bytes.size(); }

    /// At most `count` bytes from `position` on.
    [[nodiscard]] std::string_view at(std::size_t position, std::size_t count) const
    {
        return position < bytes.size() ? bytes.substr(position, count) : std::string_view();
    }

    /// Numbers with the least significant byte first; 0 beyond the end.
    [[nodiscard]] std::uint32_t u8(std::size_t position) const { return number(position, 1); }
    [[nodiscard]] std::uint32_t u16(std::size_t position) const { return number(position, 2); }
    [[nodiscard]] std::uint32_t u32(std::size_t position) const { return number(position, 4); }

    /// A number of two bytes, the most significant first.
    [[nodiscard]] std::uint32_t bigU16(std::size_t position) const { return u8(position) << 8 | u8(position + 1); }

    /// A text of a fixed length, up to its first zero, without spaces at the end.
    [[nodiscard]] std::string text(std::size_t position, std::size_t count) const
    {
        auto part = at(position, count);
        part = part.substr(0, part.find('\0'));
        while (part.ends_with(' '))
            part.remove_suffix(1);
        return std::string(part);
    }

private:
    [[nodiscard]] std::uint32_t number(std::size_t position, std::size_t count) const
    {
        std::uint32_t value = 0;
        const auto part = at(position, count);
        if (part.size() < count)
            return 0;
        for (std::size_t i = count; i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(part[i]);
        return value;
    }

    std::string_view bytes;
};

/// Prevents that a damaged module, all of whose samples refer to the same data, takes more and more memory.
class SampleBudget
{
public:
    explicit SampleBudget(const ModuleBytes& module) : left(std::min(mostSamplesPerByte * module.size(), mostSamples))
    {
    }

    /// Counts the sample. Returns false if the samples so far cannot come from a module of this size.
    [[nodiscard]] bool allows(const ModuleSample& sample) noexcept
    {
        for (const auto& channel : sample.channels)
        {
            if (channel.size() > left)
                return false;
            left -= channel.size();
        }
        return true;
    }

private:
    static constexpr std::size_t mostSamplesPerByte = 8; // one bit each
    static constexpr std::size_t mostSamples = std::size_t{1} << 26;

    std::size_t left;
};

/// How the data of a sample is stored.
struct SampleCoding
{
    bool wide = false;       ///< 16 bits, least significant byte first, instead of 8
    bool isUnsigned = false; ///< instead of two's complement
    bool isDelta = false;    ///< each number is the difference from the one before it
};

/// The samples in `data`, full scale [-1, 1).
[[nodiscard]] std::vector<float> decodeSamples(std::string_view data, const SampleCoding& coding);

/// The loop of `length` samples from `begin`, limited to a sound of `soundLength` samples; empty if nothing is left.
[[nodiscard]] std::optional<SoundLoop> moduleLoop(std::uint64_t begin, std::uint64_t length, LoopDirection direction,
                                                  std::uint64_t soundLength);

// The samples of one format; empty if the module is of another.
[[nodiscard]] std::vector<ModuleSample> readMod(const ModuleBytes& module);
[[nodiscard]] std::vector<ModuleSample> readS3m(const ModuleBytes& module);
[[nodiscard]] std::vector<ModuleSample> readXm(const ModuleBytes& module);
[[nodiscard]] std::vector<ModuleSample> readIt(const ModuleBytes& module);

} // namespace dequantizer
