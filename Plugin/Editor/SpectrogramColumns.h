#pragma once

#include "Plugin/Editor/FrameSpectra.h"
#include "Plugin/Editor/FrequencyAxis.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace dequantizer
{

/// The levels of the input and of the restored signal by time and frequency during the last seconds. Column c belongs
/// to the time from c to c + 1 column lengths after the first sample of the feed.
class SpectrogramColumns
{
public:
    /// The number of columns in a picture, and their duration.
    static constexpr std::uint64_t count = 360;
    static constexpr double seconds = 6.0;

    /// The number of columns that are kept: a pixel at the edge of the picture may need one more.
    static constexpr std::uint64_t kept = count + 1;

    /// The number of frequency bands, equally wide on the axis.
    static constexpr std::size_t bands = 192;

    /// The levels that the smallest and the largest number stand for, in dB relative to a sine at full scale.
    static constexpr float lowestDecibels = -100.0f, highestDecibels = -10.0f;

    /// A level of each band, from the lowest frequency on: 0 for lowestDecibels or less, 255 for highestDecibels.
    using Levels = std::array<std::uint8_t, bands>;
    struct Column
    {
        Levels input{}, restored{};
    };

    /// Analyses what has been written to the feed since the last call. Columns whose samples the feed no longer has are
    /// empty. `sampleRate` > 0 in Hz; if it changes, all columns are forgotten.
    void update(const SoundFeed& feed, double sampleRate);

    /// The number of columns so far; those from end() - kept on exist, and are empty if they are older than the first
    /// one analysed.
    [[nodiscard]] std::uint64_t end() const noexcept { return next; }

    /// Whether any column has been analysed since the sample rate changed.
    [[nodiscard]] bool hasColumns() const noexcept { return isAnalysed; }

    /// `index` < end(), and among those that are kept.
    [[nodiscard]] const Column& column(std::uint64_t index) const noexcept { return columns[index % kept]; }

    /// Valid if hasColumns().
    [[nodiscard]] const FrequencyAxis& frequencies() const noexcept { return axis; }

private:
    void setRate(double sampleRate);
    [[nodiscard]] Levels levelsOf(std::span<const double> power) const;

    FrequencyAxis axis{0.0};
    std::array<double, bands + 1> edges{}; // of the bands, in Hz
    std::optional<FrameSpectra> spectra;
    std::vector<ScopeSample> samples;
    std::vector<Column> columns = std::vector<Column>(kept);
    std::uint64_t next = 0;
    bool isAnalysed = false;
};

} // namespace dequantizer
