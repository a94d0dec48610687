#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// The time of one iteration for a number of frames at once, k = n, in seconds.
struct SolverFigure
{
    std::string instructionSet;
    int n;
    int frames;
    double floating;             ///< the frame solver in float
    std::optional<double> fixed; ///< the frame solver in fixed point, if the instruction set has vectors
    double products;             ///< the two matrix products separately, by the training kernels
    std::optional<double>
        eigen;         ///< the two products by Eigen, for the instruction set that the program is compiled for
    double read;       ///< reading K once, in float
    double readFixed;  ///< reading K once, as 16-bit integers
    double arithmetic; ///< only the multiplications and additions, in float
};

/// Measures every instruction set of this processor for 1, 2, 4, 8 frames and n = 160, 320, 960; calls `done` after
/// each figure.
std::vector<SolverFigure> measureSolver(bool quick, const std::function<void(const SolverFigure&)>& done);

} // namespace dequantizer
