// The kernels of one instruction set: the templates of Algorithm/ in single precision. Included by KernelsV3.cpp and
// its siblings, each of which is compiled with its own -march and first defines
//
//     KERNEL_SUFFIX     what makes the names of this copy its own: Eigen and dequantizer become other namespaces
//     KERNEL_TABLE      the function that returns this copy's table
//     KERNEL_NAME       the name of the instruction set, for people
//
// The renaming is what makes this safe. Inline functions and templates of one name are merged by the linker, which
// would otherwise hand, say, an AVX-512 copy of a matrix product to a machine without AVX-512.
#define KERNEL_JOIN_(a, b) a##b
#define KERNEL_JOIN(a, b) KERNEL_JOIN_(a, b)
#define Eigen KERNEL_JOIN(Eigen_, KERNEL_SUFFIX)
#define dequantizer KERNEL_JOIN(dequantizer_, KERNEL_SUFFIX)

#include "Training/KernelTable.h"

#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/TruncatedBackPropagation.h"

namespace dequantizer
{
namespace
{
using dequantizer_kernels::Gradient;
using dequantizer_kernels::Keep;
using dequantizer_kernels::Problem;
using Matrixf = Matrix<float>;
using Input = Eigen::Map<const Matrixf>;
using Output = Eigen::Map<Matrixf>;

struct Memory
{
    Keep kept = Keep::nothing;
    Matrixf K;
    StepSizes steps;
    CellFrames<float> frames;
    PrimalDualIterate<float> last;
    PrimalDualHistory<float> history;
};

Memory& memoryOf(dequantizer_kernels::Workspace* workspace)
{
    return *reinterpret_cast<Memory*>(workspace);
}

dequantizer_kernels::Workspace* create()
{
    return reinterpret_cast<dequantizer_kernels::Workspace*>(new Memory);
}

void destroy(dequantizer_kernels::Workspace* workspace)
{
    delete &memoryOf(workspace);
}

void forward(dequantizer_kernels::Workspace* workspace, const Problem& problem, Keep keep, float* primal)
{
    auto& memory = memoryOf(workspace);
    memory.kept = keep;
    memory.K = Input(problem.K, problem.rows, problem.frameLength);
    memory.steps = {problem.sigma, problem.tau, problem.theta};
    memory.frames.input = Input(problem.input, problem.frameLength, problem.batch);
    memory.frames.lower = Input(problem.lower, problem.frameLength, problem.batch);
    memory.frames.upper = Input(problem.upper, problem.frameLength, problem.batch);
    memory.last = keep == Keep::all
                      ? solvePrimalDual(memory.K, memory.steps, memory.frames, problem.iterations, memory.history)
                      : solvePrimalDual(memory.K, memory.steps, memory.frames, problem.iterations);
    Output(primal, problem.frameLength, problem.batch) = memory.last.primal;
}

void proceed(dequantizer_kernels::Workspace* workspace, int iterations, float* primal)
{
    auto& memory = memoryOf(workspace);
    if (memory.kept == Keep::all)
        memory.kept = Keep::last;
    for (int l = 0; l < iterations; ++l)
        primalDualStep(memory.K, memory.steps, memory.frames, memory.last);
    Output(primal, memory.last.primal.rows(), memory.last.primal.cols()) = memory.last.primal;
}

void backward(dequantizer_kernels::Workspace* workspace, const float* outputGradient, bool widenedMask,
              int backwardSteps, Gradient& gradient)
{
    auto& memory = memoryOf(workspace);
    const auto mask = widenedMask ? PrimalMask::widened : PrimalMask::cell;
    const Matrixf output = Input(outputGradient, memory.frames.input.rows(), memory.frames.input.cols());
    const auto result =
        memory.kept == Keep::all
            ? backPropagate(memory.K, memory.steps, memory.frames, mask, memory.history, output)
            : backPropagateTruncated(memory.K, memory.steps, memory.frames, mask, memory.last, output, backwardSteps);
    Output(gradient.K, memory.K.rows(), memory.K.cols()) = result.K;
    gradient.sigma = result.sigma;
    gradient.tau = result.tau;
    gradient.theta = result.theta;
}

void multiply(const float* K, const float* frames, long rows, long frameLength, long batch, float* product)
{
    Output(product, rows, batch).noalias() = Input(K, rows, frameLength) * Input(frames, frameLength, batch);
}

} // namespace
} // namespace dequantizer

const dequantizer_kernels::Table& dequantizer_kernels::KERNEL_TABLE()
{
    static constexpr Table table{KERNEL_NAME,          dequantizer::create,  dequantizer::destroy,
                                 dequantizer::forward, dequantizer::proceed, dequantizer::backward,
                                 dequantizer::multiply};
    return table;
}
