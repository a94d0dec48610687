#pragma once

#include "Operator/ComplexTransform.h"
#include "Realtime/AlignedArray.h"
#include "Realtime/FourierKernels.h"

#include "Algorithm/Matrix.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// The state of one frame of the windowed Fourier operator between iterations.
struct FourierFrameState
{
    /// `n` as for FourierWorkspace; `samples` ends with n zeros.
    explicit FourierFrameState(std::size_t n);

    /// psi = 0
    void clearDual() noexcept;

    std::size_t half; ///< the size of one array of coefficients
    AlignedArray<float> lower, upper, primal, samples, dual, bounds;
};

/// The tables and scratch memory of the kernels for one frame length. They can be used for one frame at a time.
class FourierWorkspace
{
public:
    /// `window` is h, [n], with n >= 64 and a multiple of 32; `units` is the padded number of units of the networks.
    /// Plans transforms and allocates.
    FourierWorkspace(const Vector<float>& window, double sampleRate, std::size_t units);

    /// The arrays of the kernels, with those of `frame` for the values of a frame. The caller sets the history.
    [[nodiscard]] FourierArrays& select(FourierFrameState& frame) noexcept;

    /// Transforms `samples` of the selected frame to `spectrum`.
    void forward() noexcept;

    /// Transforms `spectrum` to `synthesised`.
    void backward() noexcept;

    /// 1 / sqrt(2 n), which the kernels expect in the factors that the callers pass.
    [[nodiscard]] double scale() const noexcept;

    /// h, [n].
    [[nodiscard]] std::span<const float> frameWindow() const noexcept { return {window.get(), n}; }

    /// The factor for FourierKernels::window, for frames in units of `delta`. It is halved because the kernels do not
    /// halve their sums and differences.
    [[nodiscard]] float analysisFactor(double delta) const noexcept
    {
        return static_cast<float>(0.5 * scale() / delta);
    }

    /// 1 / g^2
    [[nodiscard]] float inverseNoise() const noexcept { return inverseNoisePower; }

    /// An array of zeros in row order; `rowZero()` is the position of its row 0.
    [[nodiscard]] AlignedArray<float> rowOrder() const;
    [[nodiscard]] static float* rowZero(const AlignedArray<float>& array) noexcept { return array.get() + margin; }

private:
    static constexpr std::size_t margin = 32;

    const std::size_t n;
    const float inverseNoisePower;
    ComplexTransform<float> transform;
    AlignedArray<float> window, cosine, sine, frequency, spectrum, synthesised, analysed, power, triple, around,
        logPower, logPowerFar, layers;
    FourierArrays arrays{};
};

} // namespace dequantizer
