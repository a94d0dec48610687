#pragma once

// The boundary between ordinary code and the kernels, which are compiled once for each instruction set. Only plain data
// and function pointers cross it, and nothing here is in namespace dequantizer: the kernels' copies of that namespace,
// and of Eigen, have names of their own (see Kernels.inl).
namespace dequantizer_kernels
{

/// A batch of frames to be solved. Matrices are stored by columns.
struct Problem
{
    long rows;        ///< k
    long frameLength; ///< n
    long batch;       ///< m
    const float* K;   ///< [k, n]
    const float* input;
    const float* lower;
    const float* upper; ///< all three [n, m]
    double sigma;
    double tau;
    double theta;
    int iterations; ///< L
};

/// What is kept of the forward pass.
enum class Keep
{
    nothing, ///< no gradient will be asked for
    last,    ///< for the truncated gradient
    all      ///< for the full gradient
};

/// Where the gradient goes.
struct Gradient
{
    float* K; ///< [k, n]
    double sigma;
    double tau;
    double theta;
};

/// The memory of one thread's forward and backward passes; it grows to what the largest batch needs.
struct Workspace;

/// The functions that were compiled for one instruction set.
struct Table
{
    const char* name;
    Workspace* (*create)();
    void (*destroy)(Workspace*);
    /// y^L to `primal`, [n, m].
    void (*forward)(Workspace*, const Problem&, Keep, float* primal);
    /// `iterations` more of the last forward pass, whose gradient can from then on only be the truncated one.
    void (*proceed)(Workspace*, int iterations, float* primal);
    /// The gradient of a loss with derivative `outputGradient`, [n, m], with respect to the last forward pass's y^L:
    /// full if that kept everything, truncated to `backwardSteps` if it kept the last iterate.
    void (*backward)(Workspace*, const float* outputGradient, bool widenedMask, int backwardSteps, Gradient&);
    /// product = K frames, with `frames` [n, m] and `product` [k, m]: the yardstick of the benchmark.
    void (*multiply)(const float* K, const float* frames, long rows, long frameLength, long batch, float* product);
};

#if DEQUANTIZER_X86_KERNELS
const Table& tableV2(); ///< SSE4.2, x86-64-v2
const Table& tableV3(); ///< AVX2 and FMA, x86-64-v3
const Table& tableV4(); ///< AVX-512, x86-64-v4
#endif
const Table& tableBaseline(); ///< whatever the compiler targets by default

} // namespace dequantizer_kernels
