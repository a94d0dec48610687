#pragma once

#include "AudioFile/RawFormat.h"
#include "AudioFile/SoundReader.h"
#include "Restoration/RestorationSettings.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace CLI
{
class App;
}

namespace dequantizer
{

/// Which part of a sound is restored as it is played in a loop.
enum class LoopUse
{
    automatic, ///< the loop that the file names
    none,
    whole ///< the whole sound, as a single cycle
};

/// The options of the command `restore`.
struct RestoreOptions : RestorationSettings
{
    std::vector<std::filesystem::path> inputs; ///< files, folders, patterns or "-"
    std::filesystem::path output;              ///< a file, a folder or "-"

    bool salvage = false;

    std::optional<RawFormat> raw;     ///< of the inputs, which then have no headers
    std::optional<int> bitsPerSample; ///< none: see defaultBitsPerSampleOf()
    std::string format;               ///< the extension without the dot; empty leaves it to the name of the file
    LoopUse loop = LoopUse::automatic;
    bool recursive = false;
    bool resume = false;
    bool dryRun = false;
    int jobs = 1;
    std::filesystem::path report; ///< .html or .csv; may be empty

    /// What SoundReader does with a truncated input.
    [[nodiscard]] TruncatedFile ifTruncated() const noexcept
    {
        return salvage ? TruncatedFile::salvage : TruncatedFile::refuse;
    }

    /// Declares the options and the positional arguments.
    void addTo(CLI::App& command);

    /// Throws CLI::ParseError if options contradict each other.
    void check() const;

private:
    std::vector<std::filesystem::path> paths; // inputs and output, as given
};

} // namespace dequantizer
