#include "Training/GradientSolver.h"

#include <cassert>

namespace dequantizer
{

namespace
{
using dequantizer_kernels::Table;

std::vector<const Table*> findUsableKernels()
{
    std::vector<const Table*> usable;
#if DEQUANTIZER_X86_KERNELS
    // The features that tell the levels of the x86-64 psABI apart; no processor has these and lacks the others of its
    // level.
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd"))
        usable.push_back(&dequantizer_kernels::tableV4());
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2"))
        usable.push_back(&dequantizer_kernels::tableV3());
    if (__builtin_cpu_supports("sse4.2"))
        usable.push_back(&dequantizer_kernels::tableV2());
#endif
    usable.push_back(&dequantizer_kernels::tableBaseline());
    return usable;
}
} // namespace

const std::vector<const Table*>& usableKernels()
{
    static const auto usable = findUsableKernels();
    return usable;
}

GradientSolver::GradientSolver(const Table& kernels) : table(kernels), workspace(kernels.create()) {}

GradientSolver::~GradientSolver()
{
    table.destroy(workspace);
}

const Matrix<float>& GradientSolver::solve(const Matrix<float>& K, const StepSizes& steps,
                                           const CellFrames<float>& frames, int iterations,
                                           dequantizer_kernels::Keep keep)
{
    assert(K.cols() == frames.input.rows());
    primal.resize(frames.input.rows(), frames.input.cols());
    gradient.K.resize(K.rows(), K.cols());
    const dequantizer_kernels::Problem problem{static_cast<long>(K.rows()),
                                               static_cast<long>(K.cols()),
                                               static_cast<long>(frames.input.cols()),
                                               K.data(),
                                               frames.input.data(),
                                               frames.lower.data(),
                                               frames.upper.data(),
                                               steps.sigma,
                                               steps.tau,
                                               steps.theta,
                                               iterations};
    table.forward(workspace, problem, keep, primal.data());
    return primal;
}

const Matrix<float>& GradientSolver::proceed(int more)
{
    table.proceed(workspace, more, primal.data());
    return primal;
}

const ParameterGradient<float>& GradientSolver::backPropagate(const Matrix<float>& outputGradient, PrimalMask mask,
                                                              int backwardSteps)
{
    assert(outputGradient.rows() == primal.rows() && outputGradient.cols() == primal.cols());
    dequantizer_kernels::Gradient result{gradient.K.data(), 0.0, 0.0, 0.0};
    table.backward(workspace, outputGradient.data(), mask == PrimalMask::widened, backwardSteps, result);
    gradient.sigma = result.sigma;
    gradient.tau = result.tau;
    gradient.theta = result.theta;
    return gradient;
}

} // namespace dequantizer
