#include "Training/QuantisedFrames.h"

namespace dequantizer
{

void quantise(const Matrix<float>& clean, const Quantiser& quantiser, CellFrames<float>& cells)
{
    for (auto* matrix : {&cells.input, &cells.lower, &cells.upper})
        matrix->resize(clean.rows(), clean.cols());
    for (Eigen::Index i = 0; i < clean.size(); ++i)
    {
        const auto cell = quantiser.cell(quantiser.quantise(clean.data()[i]));
        cells.input.data()[i] = cell.centre;
        cells.lower.data()[i] = cell.lower;
        cells.upper.data()[i] = cell.upper;
    }
}

} // namespace dequantizer
