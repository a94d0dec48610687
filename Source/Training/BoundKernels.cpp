#include "Training/BoundKernels.h"

#include "Realtime/InstructionSets.h"

// Highway compiles this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Training/BoundKernels.cpp"
#include <hwy/foreach_target.h>

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{
namespace
{

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;

constexpr std::size_t lanes = hn::MaxLanes(Floats());
constexpr std::size_t rows = BoundKernels::blockRows;
constexpr std::size_t unitsTogether = BoundKernels::unitsTogether;
constexpr std::size_t inputsTogether = BoundKernels::inputsTogether;
static_assert(lanes <= BoundKernels::most && rows % (2 * lanes) == 0);

void multiply(const float* HWY_RESTRICT inputs, std::size_t inputCount, const float* HWY_RESTRICT weights,
              std::size_t units, float* HWY_RESTRICT outputs) noexcept
{
    const Floats f;
    for (std::size_t unit = 0; unit < units; unit += unitsTogether)
    {
        for (std::size_t row = 0; row < rows; row += 2 * lanes)
        {
            Vector sums[2][unitsTogether];
            for (auto& half : sums)
                for (auto& sum : half)
                    sum = hn::Zero(f);
            const float* HWY_RESTRICT input = inputs + row;
            const float* HWY_RESTRICT weight = weights;
            for (std::size_t i = 0; i < inputCount; ++i)
            {
                const auto one = hn::Load(f, input);
                const auto other = hn::Load(f, input + lanes);
                for (std::size_t u = 0; u < unitsTogether; ++u)
                {
                    const auto w = hn::Set(f, weight[u]);
                    sums[0][u] = hn::MulAdd(w, one, sums[0][u]);
                    sums[1][u] = hn::MulAdd(w, other, sums[1][u]);
                }
                input += rows;
                weight += unitsTogether;
            }
            for (std::size_t u = 0; u < unitsTogether; ++u)
                for (std::size_t half = 0; half < 2; ++half)
                    hn::Store(sums[half][u], f, outputs + (unit + u) * rows + row + half * lanes);
        }
        weights += inputCount * unitsTogether;
    }
}

void rectify(float* HWY_RESTRICT values, std::size_t units) noexcept
{
    const Floats f;
    for (std::size_t i = 0; i < units * rows; i += lanes)
        hn::Store(hn::Max(hn::Load(f, values + i), hn::Zero(f)), f, values + i);
}

void mask(const float* HWY_RESTRICT rectified, std::size_t units, float* HWY_RESTRICT values) noexcept
{
    const Floats f;
    for (std::size_t i = 0; i < units * rows; i += lanes)
    {
        const auto passes = hn::Gt(hn::Load(f, rectified + i), hn::Zero(f));
        hn::Store(hn::IfThenElseZero(passes, hn::Load(f, values + i)), f, values + i);
    }
}

void addProducts(const float* HWY_RESTRICT units, std::size_t unitCount, const float* HWY_RESTRICT inputs,
                 std::size_t inputCount, float* HWY_RESTRICT sums) noexcept
{
    const Floats f;
    const auto place = [&](std::size_t unit, std::size_t input)
    { return sums + (unit * inputCount + input) * BoundKernels::most; };
    for (std::size_t unit = 0; unit < unitCount; unit += unitsTogether)
        for (std::size_t input = 0; input < inputCount; input += inputsTogether)
        {
            Vector tile[unitsTogether][inputsTogether];
            for (std::size_t u = 0; u < unitsTogether; ++u)
                for (std::size_t i = 0; i < inputsTogether; ++i)
                    tile[u][i] = hn::Load(f, place(unit + u, input + i));
            for (std::size_t row = 0; row < rows; row += lanes)
            {
                Vector b[inputsTogether];
                for (std::size_t i = 0; i < inputsTogether; ++i)
                    b[i] = hn::Load(f, inputs + (input + i) * rows + row);
                for (std::size_t u = 0; u < unitsTogether; ++u)
                {
                    const auto a = hn::Load(f, units + (unit + u) * rows + row);
                    for (std::size_t i = 0; i < inputsTogether; ++i)
                        tile[u][i] = hn::MulAdd(a, b[i], tile[u][i]);
                }
            }
            for (std::size_t u = 0; u < unitsTogether; ++u)
                for (std::size_t i = 0; i < inputsTogether; ++i)
                    hn::Store(tile[u][i], f, place(unit + u, input + i));
        }
}

void bound(const float* HWY_RESTRICT exponent, const float* HWY_RESTRICT magnitude, float* HWY_RESTRICT bounds) noexcept
{
    const Floats f;
    const auto smallest = hn::Set(f, -6.0f), largest = hn::Set(f, 4.0f), one = hn::Set(f, 1.0f);
    for (std::size_t row = 0; row < rows; row += lanes)
    {
        const auto clipped = hn::Min(hn::Max(hn::Load(f, exponent + row), smallest), largest);
        hn::Store(hn::Div(hn::Exp(f, clipped), hn::Add(one, hn::Load(f, magnitude + row))), f, bounds + row);
    }
}

const BoundKernels* kernels()
{
    static const BoundKernels ofThisTarget{hwy::TargetName(HWY_TARGET), multiply, rectify, mask, addProducts, bound};
    return &ofThisTarget;
}

} // namespace
} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dequantizer
{

HWY_EXPORT(kernels);

const BoundKernels& boundKernels()
{
    return *HWY_DYNAMIC_DISPATCH(kernels)();
}

std::vector<const BoundKernels*> availableBoundKernels()
{
    return kernelsOfAllInstructionSets<BoundKernels>([] { return &boundKernels(); });
}

} // namespace dequantizer
#endif
