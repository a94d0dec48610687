#pragma once

#include "Model/Model.h"

namespace dequantizer
{

/// The textbook model: K is the orthonormal DCT-II of a 20 ms frame at `sampleRate` (1000 to 400000 Hz), and nothing is
/// learned. It is there for every rate and step, where no learned model is.
///
/// Its one free parameter is the weight w of stepSizesFromWeight(). With a w that does not depend on the step the DCT makes
/// fine quantisation worse; the default weight grows as the step shrinks, so that a few iterations help at every bit depth.
/// Sources of the weight's form: measured on speech, see Docs/cosine-model.md.
[[nodiscard]] Model cosineModel(double sampleRate, double step);

} // namespace dequantizer
