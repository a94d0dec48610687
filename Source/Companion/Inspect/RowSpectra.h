#pragma once

#include "Algorithm/Matrix.h"

#include <vector>

namespace dequantizer
{

/// The rows of a dense operator as filters.
struct RowSpectra
{
    Matrix<double> power;               ///< |DFT|^2 of each row at `frequencies`, divided by its maximum, [bins, k]
    Vector<double> frequencies;         ///< Hz, 0 .. half the sample rate, equidistant, [bins]
    Vector<double> centre;              ///< mean frequency of each row, weighted by its power, Hz, [k]
    Vector<double> norm;                ///< Euclidean norm of each row, [k]
    std::vector<Eigen::Index> byCentre; ///< the rows in ascending order of their centre frequency
};

/// `K` is [k, n]. The spectra are interpolated by a factor of about 4. A row of zeros has power and centre 0.
[[nodiscard]] RowSpectra analyseRows(const Matrix<float>& K, double sampleRate);

} // namespace dequantizer
