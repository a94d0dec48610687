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
class NoiseFloor
{
public:
    NoiseFloor();

    /// Analyses more samples. Neither allocates nor throws.
    void process(std::span<const float> samples) noexcept;

    /// Whether there were samples that are not 0.
    [[nodiscard]] bool hasSound() const noexcept { return soundSeen; }

    /// The variance of white noise of this floor, signal units squared; nothing if there were too few suitable frames.
    [[nodiscard]] std::optional<double> variance() const noexcept;

private:
    static constexpr std::size_t frameLength = 512, hop = 256, bands = 4;
    using Bands = std::array<double, bands>;

    void analyse() noexcept;
    [[nodiscard]] bool isSuitable() const noexcept;

    std::unique_ptr<const ComplexTransform<double>> transform;
    TransformBuffer<double> windowed, spectrum;
    std::array<double, frameLength> window{};
    std::array<float, frameLength> frame{};
    std::size_t inFrame = 0;
    Bands sums{}, least{};
    int framesInSum = 0;
    bool hasLeast = false, soundSeen = false;
};

} // namespace dequantizer
