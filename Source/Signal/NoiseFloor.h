#pragma once

#include "Operator/ComplexTransform.h"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>

namespace dequantizer
{

/// The least noise of a quantised channel, which tells whether it was dithered.
///
/// The noise of a quantiser without dither has the variance Delta^2 / 12 and is nearly white, if the sound passes many
/// levels. Rectangular dither of one step makes it Delta^2 / 6, triangular dither of two steps Delta^2 / 4. The sound
/// and the noise of its recording can only add to that, so a floor near Delta^2 / 12 excludes dither, and a higher one
/// does not prove it.
///
/// Noise shaping moves noise to the highest frequencies, where it is at least as strong as that of the same dither
/// without shaping: M. A. Gerzon and P. G. Craven, "Optimal noise shaping and digital dither", AES 87th convention,
/// 1989. Therefore only the upper half of the spectrum counts: the geometric mean over four bands of the least mean
/// power in eight consecutive frames. Frames on few levels, or with held samples, are left out.
///
/// Dither also shows in quiet sound, which is on few levels, and in the whole spectrum: see floorOfBands() and
/// ditherOf().
class NoiseFloor
{
public:
    /// Signal units squared, from 0 to half the sample rate.
    using FloorOfBands = std::array<double, 8>;

    NoiseFloor();

    /// Analyses more samples. Neither allocates nor throws.
    void process(std::span<const float> samples) noexcept;

    /// Whether there were samples that are not 0.
    [[nodiscard]] bool hasSound() const noexcept { return soundSeen; }

    /// The variance of white noise of this floor, signal units squared; nothing if there were too few suitable frames.
    [[nodiscard]] std::optional<double> variance() const noexcept;

    /// The variance of white noise that has in each of eight bands the least mean power in 48 consecutive frames that
    /// are not silent or held. Nothing if there were no such frames, or if frames that are held in part show that the
    /// noise ends: its least power would only be where they begin.
    [[nodiscard]] std::optional<FloorOfBands> floorOfBands() const noexcept;

private:
    static constexpr std::size_t frameLength = 512, hop = 256, bands = 4;
    static constexpr std::size_t framesPerBlock = 8, blocksPerSection = 6;
    using Bands = std::array<double, bands>;

    void analyse() noexcept;
    void transformFrame() noexcept;
    void addToSum() noexcept;
    void addToBlock() noexcept;
    [[nodiscard]] double heldShare() const noexcept;
    [[nodiscard]] bool hasManyLevels() const noexcept;

    std::unique_ptr<const ComplexTransform<double>> transform;
    TransformBuffer<double> windowed, spectrum;
    std::array<double, frameLength> window{};
    std::array<float, frameLength> frame{};
    std::size_t inFrame = 0;
    Bands sums{}, least{};
    int framesInSum = 0;
    bool hasLeast = false, soundSeen = false;

    // The mean powers of the latest blocks of consecutive frames, for floorOfBands().
    std::array<FloorOfBands, blocksPerSection> blocks{};
    std::size_t framesInBlock = 0, blocksDone = 0;
    FloorOfBands leastOfBands{};
    bool hasLeastOfBands = false;
    std::size_t partlyHeldFrames = 0;
};

} // namespace dequantizer
