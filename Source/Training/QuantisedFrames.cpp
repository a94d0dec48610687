#include "Training/QuantisedFrames.h"

namespace dequantizer
{

void quantise(const Matrix<float>& clean, const MidRiseQuantiser& quantiser, CellFrames<float>& cells)
{
    const auto step = static_cast<float>(quantiser.step());
    for (auto* matrix : {&cells.input, &cells.lower, &cells.upper})
        matrix->resize(clean.rows(), clean.cols());
    for (Eigen::Index i = 0; i < clean.size(); ++i)
    {
        const float quantised = quantiser(clean.data()[i]);
        const auto cell = cellAround(quantised, step);
        cells.input.data()[i] = quantised;
        cells.lower.data()[i] = cell.lower;
        cells.upper.data()[i] = cell.upper;
    }
}

} // namespace dequantizer
