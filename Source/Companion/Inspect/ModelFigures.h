#pragma once

#include "Model/Model.h"

#include <filesystem>

namespace dequantizer
{

/// Draws what a model has learned as PNG and SVG in `folder`, which is created:
///
/// - for a dense operator `rows` (waveforms and spectra, sorted by centre frequency), `waveforms` (examples), `weights`
///   (the norm of each row) and `steps`;
/// - for a Fourier operator `window`, `bounds-L` for the update before each iteration L (from 0), and `steps`.
///
/// Does nothing but print a message if gnuplot is not installed. Throws std::runtime_error with one sentence.
void drawModelFigures(const std::filesystem::path& folder, const Model& model);

// The two kinds of operators.
void drawDenseFigures(const std::filesystem::path& folder, const Model& model);
void drawFourierFigures(const std::filesystem::path& folder, const Model& model);

} // namespace dequantizer
