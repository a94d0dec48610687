#pragma once

#include "Operator/BarkBands.h"

#include <array>
#include <cstddef>
#include <vector>

namespace dequantizer
{

/// One network of the bounds (Operator/FourierBounds.h) in the kernels' layout. FourierKernels::unitsTogether units of
/// a layer are computed at a time, and the weights of such a group are stored together, input by input.
struct FourierNetwork
{
    /// The inputs that differ from row to row: all except features 8 and 9, which are added to the first bias.
    static constexpr std::size_t rowInputs = 9;

    std::size_t units; ///< per hidden layer, padded with zeros to a multiple of 8
    const float *first, *second, *output;
    float outputBias;
};

/// The biases of the hidden layers for one frame, [units] each. The first one includes features 8 and 9.
struct FourierBiases
{
    const float *first, *second;
};

/// The arrays of one channel, aligned to 64 bytes, for a frame of n samples (a multiple of 32) and the n + 1 rows of
/// its spectrum. Coefficients are in units of Delta. Values per row are stored
///
/// - in row order, with space for 32 values before the first row and after the last: the features;
/// - in two halves, rows 0 .. n/2 ascending and rows n .. n/2 + 1 descending: coefficients and bounds. Row i and its
///   mirror image n - i, which the transform combines, then have the same position.
struct FourierArrays
{
    /// Real and imaginary parts, [n/2 + 16] each.
    struct Coefficients
    {
        float *lowerReal = nullptr, *lowerImaginary = nullptr, *upperReal = nullptr, *upperImaginary = nullptr;
    };

    std::size_t n = 0;
    BarkBandRows bandRows;                                ///< for the n + 1 rows
    const float* window = nullptr;                        ///< h, [n]
    const float *cosine = nullptr, *sine = nullptr;       ///< of pi i / n, [n/2]
    const float* frequency = nullptr;                     ///< the frequency feature of each row, row order
    float* samples = nullptr;                             ///< the input of the transform: [n], then n zeros
    float* spectrum = nullptr;                            ///< n + 1 complex values; the transform uses n
    const float* synthesised = nullptr;                   ///< K^T psi before windowing, [n]
    Coefficients dual, analysed;                          ///< psi; K ybar
    float *lowerBounds = nullptr, *upperBounds = nullptr; ///< b, [n/2 + 16] each

    float* power = nullptr;       ///< p, row order
    float* triple = nullptr;      ///< sums of p over 3 rows, row order
    float* around = nullptr;      ///< the mean of p over the context of the frame, row order
    float* logPower = nullptr;    ///< LG p, row order, extended beyond both ends by the adjacent rows
    float* logPowerFar = nullptr; ///< the same, extended for the neighbours at distance 2
    /// Scratch space for two vectors of rows in a network, [2 * (rowInputs or units) * lanes].
    float* rowInputs = nullptr;

    float *firstLayer = nullptr, *secondLayer = nullptr;

    float* const* history = nullptr; ///< p of the previous frames, `historySize` arrays in row order
    std::size_t historySize = 0;     ///< the number of arrays in `history` that hold a frame
    float* newest = nullptr;         ///< where to store p of this frame: the oldest array, or null for none

    float *primal = nullptr, *lower = nullptr, *upper = nullptr; ///< y and the cells, [n], in signal units
};

/// Sums over the rows of a frame.
struct FourierSums
{
    float power;                                      ///< p
    float logPower;                                   ///< LG p
    float upperLogPower;                              ///< LG p of rows n/2 .. n
    std::array<float, barkBandCount> bandPower;       ///< p of the rows of each critical band
    std::array<float, barkBandCount> bandPowerAround; ///< the same for the mean of p over the context
};

/// The steps of an iteration, compiled once for each instruction set. Rows are given by their position in a half, and a
/// call processes both halves. Positions [begin, end) are multiples of 32, or n/2.
struct FourierKernels
{
    /// Highway's name of the instruction set, for display.
    const char* instructionSet;

    /// The number of units of a layer whose weights are stored together.
    std::size_t unitsTogether;

    /// The number of floats in a vector.
    std::size_t lanes;

    /// samples = (ybar - offset) h factor.
    void (*window)(const FourierArrays& arrays, const float* extrapolated, float offset, float factor) noexcept;

    /// Computes `analysed` and `power` (`inverseNoise` times the squared magnitude) from `spectrum`.
    void (*analyse)(const FourierArrays& arrays, float inverseNoise, std::size_t begin, std::size_t end) noexcept;

    /// Computes all features from `power`, which moves into the history. Returns the sums over the frame.
    FourierSums (*listen)(const FourierArrays& arrays) noexcept;

    /// Computes the bounds.
    void (*bound)(const FourierArrays& arrays, const FourierNetwork& network, const FourierBiases& biases,
                  std::size_t begin, std::size_t end) noexcept;

    /// Projects psi' = psi + sigma K ybar on the bounds and writes the input of the backward transform to `spectrum`. K
    /// ybar comes from `analysed` if `analysed` is true, otherwise from `spectrum`.
    void (*stepDual)(const FourierArrays& arrays, float sigma, bool analysed, std::size_t begin,
                     std::size_t end) noexcept;

    /// y' = clip(y - factor h synthesised, lower, upper), ybar' = y' + theta (y' - y), samples = (ybar' - offset) h
    /// nextFactor.
    void (*stepPrimal)(const FourierArrays& arrays, float factor, float theta, float offset, float nextFactor) noexcept;
};

/// The kernels for the best instruction set of this processor. The first call detects the processor: do not call it on
/// the audio thread.
[[nodiscard]] const FourierKernels& fourierKernels();

/// The kernels for every instruction set of this processor, best first, for tests and benchmarks. Do not call this
/// while another thread calls fourierKernels().
[[nodiscard]] std::vector<const FourierKernels*> availableFourierKernels();

} // namespace dequantizer
