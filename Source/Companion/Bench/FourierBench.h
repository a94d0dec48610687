#pragma once

#include <functional>
#include <string>
#include <vector>

namespace dequantizer
{

/// The time that a frame of the windowed Fourier operator takes, in seconds.
struct FourierFigure
{
    std::string instructionSet;
    int n;
    int iterations;           ///< L
    double solver;            ///< the whole frame, with three updates of the bounds
    double realTransforms;    ///< 2 L real transforms of 2 n points by FFTW's own real plans, alone
    double complexTransforms; ///< 2 L complex transforms of n points alone, which the solver does instead
};

/// Measures every instruction set of this processor for n = 1024, 2048, 4096 and L = 10; calls `done` after each
/// figure.
std::vector<FourierFigure> measureFourier(bool quick, const std::function<void(const FourierFigure&)>& done);

} // namespace dequantizer
