#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dequantizer
{

/// How the tests' own WAV files store a sample. The tests write and read these files themselves, byte by byte, so that
/// they can be damaged at will and that the program's own reading and writing is put to the test.
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

/// Reads a WAV file with a plain or an extensible format chunk. Fails the running test where it cannot.
[[nodiscard]] WaveFile readWaveFile(const std::filesystem::path& file);

} // namespace dequantizer
