#include "Companion/Bench/SolverBench.h"

#include "Companion/Bench/EigenIteration.h"
#include "Companion/Bench/FastestTimes.h"
#include "Companion/Bench/Roofline.h"
#include "Realtime/FixedPointFrameSolver.h"
#include "Realtime/FusedFrameSolver.h"
#include "Training/PackedOperator.h"

#include <algorithm>
#include <random>
#include <type_traits>

namespace dequantizer
{

namespace
{
constexpr double stepSize = 0.1;

Matrix<float> noise(Eigen::Index rows, Eigen::Index columns)
{
    std::mt19937 generator(1);
    std::normal_distribution<float> normal(0.0f, 0.05f);
    return Matrix<float>::NullaryExpr(rows, columns, [&] { return normal(generator); });
}

void prepare(FrameSolver& solver, const Matrix<float>& x)
{
    constexpr float halfCell = 0.01f;
    for (int channel = 0; channel < static_cast<int>(x.cols()); ++channel)
        for (std::size_t i = 0; i < solver.input(channel).size(); ++i)
        {
            const float sample = x(static_cast<Eigen::Index>(i), channel);
            solver.input(channel)[i] = sample;
            solver.lower(channel)[i] = sample - halfCell;
            solver.upper(channel)[i] = sample + halfCell;
        }
    solver.start({stepSize, stepSize, 1.0});
}

AlignedArray<float> aligned(const Matrix<float>& matrix)
{
    auto copy = zeros<float>(static_cast<std::size_t>(matrix.size()));
    std::copy_n(matrix.data(), matrix.size(), copy.get());
    return copy;
}

// A block of memory of the same size as K, for reading.
struct Memory
{
    explicit Memory(std::size_t floats)
        : size(std::max(floats / readAtOnce, std::size_t{1}) * readAtOnce), values(zeros<float>(size))
    {
    }

    static constexpr std::size_t readAtOnce = 128;
    std::size_t size;
    AlignedArray<float> values;
};

template <typename Candidates>
auto withName(const Candidates& candidates, const std::string& instructionSet)
{
    return std::find_if(candidates.begin(), candidates.end(),
                        [&](const auto& candidate)
                        {
                            if constexpr (std::is_pointer_v<std::decay_t<decltype(candidate)>>)
                                return candidate->instructionSet == instructionSet;
                            else
                                return candidate.instructionSet == instructionSet;
                        });
}

// Receives results, so that the compiler cannot omit their computation.
volatile float sink = 0.0f;
} // namespace

std::vector<SolverFigure> measureSolver(bool quick, const std::function<void(const SolverFigure&)>& done)
{
    const auto fixedSets = availableFixedPointKernels();
    const auto roofs = rooflines();
    const auto productSets = availableProductKernels();
    std::vector<SolverFigure> figures;
    for (const auto* set : availableFusedKernels())
        for (const int n : {160, 320, 960})
            for (const int frames : {1, 2, 4, 8})
            {
                const std::string name = set->instructionSet;
                const auto K = noise(n, n);
                const auto x = noise(n, frames);
                const auto size = static_cast<std::size_t>(K.size());
                const auto roof = withName(roofs, name);
                const Memory asFloat(size), asShort(size / 2);
                constexpr std::size_t arithmeticRounds = 1000;

                FusedFrameSolver floating(K, frames, *set);
                prepare(floating, x);
                const PackedOperator packed(K, **withName(productSets, name));
                Matrix<float> psi = Matrix<float>::Zero(n, frames), product(n, frames);
                std::vector<std::function<void()>> competitors = {
                    [&] { floating.advance(floating.portions(1)); },
                    [&] { sink = roof->read(asFloat.values.get(), asFloat.size); },
                    [&] { sink = roof->read(asShort.values.get(), asShort.size); },
                    [&] { sink = roof->multiplyAdd(arithmeticRounds); },
                    [&]
                    {
                        addProduct(packed, static_cast<float>(stepSize), x, psi);
                        psi = psi.cwiseMax(-1.0f).cwiseMin(1.0f);
                        product.setZero();
                        addAdjointProduct(packed, 1.0f, psi, product);
                    },
                };

                std::optional<FixedPointFrameSolver> fixed;
                if (const auto match = withName(fixedSets, name); match != fixedSets.end())
                {
                    fixed.emplace(K, frames, **match);
                    prepare(*fixed, x);
                    fixed->advance(fixed->portions(1)); // the first iteration differs from the others
                    competitors.push_back([&] { fixed->advance(fixed->portions(1)); });
                }

                // Aligned to cache lines, since long vectors would otherwise cross them.
                const auto alignedK = aligned(K), alignedX = aligned(x);
                const auto dual = zeros<float>(static_cast<std::size_t>(x.size()));
                const auto adjoint = zeros<float>(static_cast<std::size_t>(x.size()));
                const bool eigen = name == eigenInstructionSet();
                if (eigen)
                    competitors.push_back(
                        [&]
                        {
                            eigenIteration(alignedK.get(), n, n, frames, static_cast<float>(stepSize), dual.get(),
                                           alignedX.get(), adjoint.get());
                        });

                constexpr int rounds = 300, quickRounds = 30;
                const auto times = fastestTimes(competitors, quick ? quickRounds : rounds);
                const auto reading = [&](double seconds, const Memory& memory, double floats)
                { return seconds * floats / static_cast<double>(memory.size); };
                SolverFigure figure{name, n, frames, times[0], {}, times[4], {}, 0.0, 0.0, 0.0};
                if (fixed)
                    figure.fixed = times[5];
                if (eigen)
                    figure.eigen = times.back();
                figure.read = reading(times[1], asFloat, static_cast<double>(size));
                figure.readFixed = reading(times[2], asShort, static_cast<double>(size) / 2.0);
                const double operations = 4.0 * n * n * frames;
                figure.arithmetic =
                    times[3] * operations / static_cast<double>(roof->operationsOfRound * arithmeticRounds);
                figures.push_back(figure);
                done(figure);
            }
    return figures;
}

} // namespace dequantizer
