#include "Training/ProductKernels.h"

#include "Realtime/InstructionSets.h"

#include <algorithm>

// Highway compiles this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Training/ProductKernels.cpp"
#include <hwy/foreach_target.h>

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

// A tile of sums takes 24 of 32 or 12 of 16 registers; the operands need the others.
constexpr std::size_t tileVectors = 3;
constexpr std::size_t tileColumns = HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64 ? 8 : 4;
constexpr std::size_t panelRows = tileVectors * lanes;

// Adds `vectors` * lanes sums to each of `columns` columns of C, which has only the first `rows` of these rows.
template <std::size_t vectors, std::size_t columns>
HWY_INLINE void addTile(const ProductArguments& arguments, const float* HWY_RESTRICT left,
                        const float* HWY_RESTRICT right, float* HWY_RESTRICT target, std::size_t rows)
{
    const Floats f;
    Vector sums[columns][vectors];
    for (auto& column : sums)
        for (auto& sum : column)
            sum = hn::Zero(f);
    for (std::size_t p = 0; p < arguments.depth; ++p)
    {
        Vector a[vectors];
        for (std::size_t v = 0; v < vectors; ++v)
            a[v] = hn::Load(f, left + p * panelRows + v * lanes);
        for (std::size_t j = 0; j < columns; ++j)
        {
            const auto b = hn::Set(f, right[p * arguments.rightDepthStride + j * arguments.rightColumnStride]);
            for (std::size_t v = 0; v < vectors; ++v)
                sums[j][v] = hn::MulAdd(a[v], b, sums[j][v]);
        }
    }

    const auto scale = hn::Set(f, arguments.scale);
    const std::size_t whole = std::min(rows / lanes, vectors);
    for (std::size_t j = 0; j < columns; ++j)
    {
        float* HWY_RESTRICT c = target + j * arguments.targetStride;
        for (std::size_t v = 0; v < vectors; ++v)
        {
            if (v < whole)
            {
                hn::StoreU(hn::MulAdd(scale, sums[j][v], hn::LoadU(f, c + v * lanes)), f, c + v * lanes);
                continue;
            }
            HWY_ALIGN float part[lanes];
            hn::Store(hn::Mul(scale, sums[j][v]), f, part);
            const std::size_t count = std::min(rows - v * lanes, lanes);
            for (std::size_t i = 0; i < count; ++i)
                c[v * lanes + i] += part[i];
        }
    }
}

// `columns` <= tileColumns.
template <std::size_t vectors, std::size_t most = tileColumns>
void addTile(std::size_t columns, const ProductArguments& arguments, const float* left, const float* right,
             float* target, std::size_t rows)
{
    if constexpr (most > 1)
        if (columns < most)
            return addTile<vectors, most - 1>(columns, arguments, left, right, target, rows);
    addTile<vectors, most>(arguments, left, right, target, rows);
}

void addProduct(const ProductArguments& arguments) noexcept
{
    // Tiles of nearly equal width: a narrow last tile would be inefficient.
    const std::size_t tiles = (arguments.columns + tileColumns - 1) / tileColumns;
    for (std::size_t row = 0; row < arguments.rows; row += panelRows)
    {
        const float* const panel = arguments.left + row * arguments.depth;
        const std::size_t rows = std::min(panelRows, arguments.rows - row);
        for (std::size_t tile = 0; tile < tiles; ++tile)
        {
            const std::size_t column = arguments.columns * tile / tiles;
            const std::size_t columns = arguments.columns * (tile + 1) / tiles - column;
            const float* const right = arguments.right + column * arguments.rightColumnStride;
            float* const target = arguments.target + column * arguments.targetStride + row;
            if (rows > 2 * lanes)
                addTile<3>(columns, arguments, panel, right, target, rows);
            else if (rows > lanes)
                addTile<2>(columns, arguments, panel, right, target, rows);
            else
                addTile<1>(columns, arguments, panel, right, target, rows);
        }
    }
}

const ProductKernels* kernels()
{
    static const ProductKernels ofThisTarget{hwy::TargetName(HWY_TARGET), panelRows, addProduct};
    return &ofThisTarget;
}

} // namespace
} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dequantizer
{

HWY_EXPORT(kernels);

const ProductKernels& productKernels()
{
    return *HWY_DYNAMIC_DISPATCH(kernels)();
}

std::vector<const ProductKernels*> availableProductKernels()
{
    return kernelsOfAllInstructionSets<ProductKernels>([] { return &productKernels(); });
}

} // namespace dequantizer
#endif
