#pragma once

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// One network of the bounds (Operator/FourierBounds.h) as the kernels read it. A layer's units are computed
/// FourierKernels::unitsTogether at a time; the weights of such a group stand together, input by input.
struct FourierNetwork
{
    /// The inputs that differ from row to row: all but features 8 and 9, which act through the first bias.
    static constexpr std::size_t rowInputs = 9;

    std::size_t units; ///< of each hidden layer, padded with zeros to a multiple of 8
    const float *first, *second, *secondBias, *output;
    float outputBias;
};

/// The arrays of one channel, aligned to 64 bytes, for a frame of n samples (a multiple of 32) and the n + 1 rows of
/// its spectrum. Coefficients are in units of Delta. What belongs to a row stands
///
/// - in row order, with room for 32 values before the first row and behind the last: the features;
/// - in two halves: rows 0 .. n/2 as they are, rows n .. n/2 + 1 backwards. Row i and its mirror image n - i, which the
///   transform mixes, then stand at the same place: coefficients and bounds.
struct FourierArrays
{
    /// Real and imaginary parts, [n/2 + 16] each.
    struct Coefficients
    {
        float *lowerReal, *lowerImaginary, *upperReal, *upperImaginary;
    };

    std::size_t n;
    const float* window;              ///< h, [n]
    const float *cosine, *sine;       ///< of pi i / n, [n/2]
    const float* frequency;           ///< the feature of the row's frequency, row order
    float* samples;                   ///< what is transformed: [n], then n zeros
    float* spectrum;                  ///< n + 1 complex values, of which the transform has n
    const float* synthesised;         ///< K^T psi before the window, [n]
    Coefficients dual, analysed;      ///< psi; K ybar
    float *lowerBounds, *upperBounds; ///< b, [n/2 + 16] each

    float* power;       ///< p, row order
    float* triple;      ///< sums of p over 3 rows, row order
    float* around;      ///< the mean of p over the frame's context, row order
    float* logPower;    ///< LG p, row order, continued by what is next to the ends
    float* logPowerFar; ///< the same, continued for the neighbours at distance 2
    float* rowInputs;   ///< scratch for two vectors of rows through a network, [2 * (rowInputs or units) * lanes]
    float *firstLayer, *secondLayer;

    float* const* history;   ///< p of the earlier frames, `historySize` arrays in row order
    std::size_t historySize; ///< of them that hold a frame
    float* newest;           ///< where p of this frame goes: the oldest of them, or null for none

    float *primal, *lower, *upper; ///< y and the cells, [n], in signal units
};

/// Sums over the rows of a frame.
struct FourierSums
{
    float power;         ///< p
    float logPower;      ///< LG p
    float upperLogPower; ///< LG p of rows n/2 .. n
};

/// The steps of an iteration, compiled once for each instruction set. Rows are named by their place in a half, and
/// a call does both halves; places `begin` to `end` (not included) are multiples of 32, and n/2 is one.
struct FourierKernels
{
    /// Highway's name of the instruction set, for people.
    const char* instructionSet;

    /// Units of a layer whose weights stand together.
    std::size_t unitsTogether;

    /// Floats in a vector.
    std::size_t lanes;

    /// samples = ybar h factor.
    void (*window)(const FourierArrays& arrays, const float* extrapolated, float factor) noexcept;

    /// `analysed` and `power` (of `inverseNoise` times the squared magnitude) from `spectrum`.
    void (*analyse)(const FourierArrays& arrays, float inverseNoise, std::size_t begin, std::size_t end) noexcept;

    /// All features from `power`, which moves into the history. Returns the sums over the frame.
    FourierSums (*listen)(const FourierArrays& arrays) noexcept;

    /// The bounds, with `firstBias` [units] that features 8 and 9 have been added to.
    void (*bound)(const FourierArrays& arrays, const FourierNetwork& network, const float* firstBias, std::size_t begin,
                  std::size_t end) noexcept;

    /// psi' = psi + sigma K ybar projected on the bounds, and into `spectrum` what its synthesis transforms. K ybar
    /// comes from `analysed`, or from `spectrum` where it has not been analysed.
    void (*stepDual)(const FourierArrays& arrays, float sigma, bool analysed, std::size_t begin,
                     std::size_t end) noexcept;

    /// y' = clip(y - factor h synthesised, lower, upper), ybar' = y' + theta (y' - y), samples = ybar' h nextFactor.
    void (*stepPrimal)(const FourierArrays& arrays, float factor, float theta, float nextFactor) noexcept;
};

/// The kernels of the best instruction set of this processor. Looks at the processor when it is first called: not for
/// the audio thread.
[[nodiscard]] const FourierKernels& fourierKernels();

/// The kernels of every instruction set that this processor has, the best first: for tests and measurements. Not to be
/// called while other threads call fourierKernels().
[[nodiscard]] std::vector<const FourierKernels*> availableFourierKernels();

} // namespace dequantizer
