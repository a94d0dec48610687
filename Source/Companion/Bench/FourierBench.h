#pragma once

#include <functional>
#include <string>
#include <vector>

namespace dequantizer
{

/// The shortest times for one frame of the windowed Fourier operator, in seconds, and their ratios.
struct FourierFigure
{
    std::string instructionSet;
    int n;
    int iterations;           ///< L
    double solver;            ///< the whole frame, with three updates of the bounds
    double realTransforms;    ///< only 2 L real transforms of 2 n points, by FFTW's real plans
    double complexTransforms; ///< only 2 L complex transforms of n points, which the solver uses instead
    double perReal;           ///< medianRatio() of the solver's time to that of the real transforms
    double perComplex;        ///< the same of the complex transforms
};

/// Measures every instruction set of this processor for n = 1024, 2048, 4096 and L = 10; calls `done` after each
/// figure.
std::vector<FourierFigure> measureFourier(bool quick, const std::function<void(const FourierFigure&)>& done);

} // namespace dequantizer
