#include "Training/InitialOperator.h"

#include "Algorithm/CosineTransform.h"

#include <cmath>
#include <numbers>

namespace dequantizer
{

Matrix<float> initialOperator(int rows, int frameLength)
{
    if (rows >= frameLength)
        return cosineTransform<float>(rows).leftCols(frameLength);

    Matrix<float> cosines(rows, frameLength);
    const double amplitude = std::sqrt(2.0 / frameLength);
    for (Eigen::Index i = 0; i < rows; ++i)
        for (Eigen::Index j = 0; j < frameLength; ++j)
        {
            const auto eighths = static_cast<double>(((2 * i + 1) * (2 * j + 1)) % (8 * rows));
            cosines(i, j) =
                static_cast<float>(amplitude * std::cos(std::numbers::pi * eighths / static_cast<double>(4 * rows)));
        }
    return cosines;
}

} // namespace dequantizer
