#include "Companion/Inspect/RowSpectra.h"

#include "Operator/ComplexTransform.h"

#include <algorithm>
#include <numeric>

namespace dequantizer
{

RowSpectra analyseRows(const Matrix<float>& K, double sampleRate)
{
    constexpr Eigen::Index interpolation = 4;
    const auto points = interpolation * K.cols();
    const auto bins = points / 2 + 1;
    const ComplexTransform<double> transform(static_cast<int>(points));
    TransformBuffer<double> padded(static_cast<int>(points)), spectrum(static_cast<int>(points));

    RowSpectra rows;
    rows.power.resize(bins, K.rows());
    rows.frequencies = Vector<double>::LinSpaced(bins, 0.0, 0.5 * sampleRate);
    rows.centre.setZero(K.rows());
    rows.norm = K.cast<double>().rowwise().norm();
    for (Eigen::Index i = 0; i < K.rows(); ++i)
    {
        for (Eigen::Index j = 0; j < K.cols(); ++j)
            padded.data()[j] = static_cast<double>(K(i, j));
        transform.forward(padded.data(), spectrum.data());
        for (Eigen::Index bin = 0; bin < bins; ++bin)
            rows.power(bin, i) = std::norm(spectrum.data()[bin]);
        const double total = rows.power.col(i).sum();
        if (total <= 0.0)
            continue;
        rows.centre(i) = rows.power.col(i).dot(rows.frequencies) / total;
        rows.power.col(i) /= rows.power.col(i).maxCoeff();
    }
    rows.byCentre.resize(static_cast<std::size_t>(K.rows()));
    std::iota(rows.byCentre.begin(), rows.byCentre.end(), Eigen::Index(0));
    std::stable_sort(rows.byCentre.begin(), rows.byCentre.end(),
                     [&](Eigen::Index one, Eigen::Index other) { return rows.centre(one) < rows.centre(other); });
    return rows;
}

} // namespace dequantizer
