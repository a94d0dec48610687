#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dequantizer
{

/// The sample format of the WAV files of the tests. The tests write and read these files byte by byte, so that they can
/// damage them and share no code with the program.
enum class WaveSample
{
    unsigned8,
    signed16,
    signed24,
    float32
};

struct WaveFile
{
    std::uint32_t sampleRate = 16000;
    WaveSample sample = WaveSample::signed16;
    std::vector<std::vector<double>> channels; ///< full scale [-1, 1)

    [[nodiscard]] std::string bytes() const;
    void write(const std::filesystem::path& file) const;
};

/// The samples of a channel as the engine takes them.
[[nodiscard]] inline std::vector<float> asFloats(const std::vector<double>& samples)
{
    return {samples.begin(), samples.end()};
}

/// Reads a WAV file with a plain or an extensible format chunk. Fails the current test if that is not possible.
[[nodiscard]] WaveFile readWaveFile(const std::filesystem::path& file);

} // namespace dequantizer
