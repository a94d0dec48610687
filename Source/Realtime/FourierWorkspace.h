#pragma once

#include "Operator/ComplexTransform.h"
#include "Realtime/AlignedArray.h"
#include "Realtime/FourierKernels.h"

#include "Algorithm/Matrix.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// What one frame of the windowed Fourier operator carries from iteration to iteration.
struct FourierFrameState
{
    /// `n` as for FourierWorkspace; `samples` ends in n zeros.
    explicit FourierFrameState(std::size_t n);

    /// psi = 0
    void clearDual() noexcept;

    std::size_t half; ///< room of one plane of coefficients
    AlignedArray<float> lower, upper, primal, samples, dual, bounds;
};

/// The tables and the scratch memory of the kernels for frames of one length, which serve one frame at a time.
class FourierWorkspace
{
public:
    /// `window` is h, [n], with n >= 64 and a multiple of 32; `units` those of the networks, padded. Plans transforms
    /// and allocates.
    FourierWorkspace(const Vector<float>& window, double sampleRate, std::size_t units);

    /// The kernels' arrays, with those of `frame` where they belong to a frame. The history is left to the caller.
    [[nodiscard]] FourierArrays& select(FourierFrameState& frame) noexcept;

    /// `samples` of the selected frame to `spectrum`.
    void forward() noexcept;

    /// `spectrum` to `synthesised`.
    void backward() noexcept;

    /// 1 / sqrt(2 n), which the kernels leave to the factors of their callers.
    [[nodiscard]] double scale() const noexcept;

    /// h, [n].
    [[nodiscard]] std::span<const float> frameWindow() const noexcept { return {window.get(), n}; }

    /// FourierKernels::window's factor for frames in units of `delta`: half, because the kernels' sums and differences
    /// are not halved.
    [[nodiscard]] float analysisFactor(double delta) const noexcept
    {
        return static_cast<float>(0.5 * scale() / delta);
    }

    /// 1 / g^2
    [[nodiscard]] float inverseNoise() const noexcept { return inverseNoisePower; }

    /// An array in row order, of zeros; `rowZero()` is where its row 0 stands.
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
