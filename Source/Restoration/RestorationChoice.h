#pragma once

#include "Restoration/RestorationSettings.h"
#include "Restoration/SoundSurvey.h"

#include <string>

namespace dequantizer
{

/// How a sound is restored.
struct RestorationChoice
{
    Quantiser quantiser;
    std::string quantisation; ///< the quantiser for display, e.g. "8 bit"
    ChosenModel model;

    /// Whether the mean of the sound suggests that it was truncated, and no quantiser was given.
    bool looksTruncated = false;
};

/// Chooses the quantiser and the model. The quantisation step is that of the settings, or else of the model, the file
/// format or the samples, in this order. Mu-law and A-law files, and samples that were decoded from these codes, have
/// their own quantisers by default. `name` is the sound's for errors. Throws std::runtime_error with one sentence if
/// the step cannot be determined, if it changes within the sound, or if the model cannot be used.
[[nodiscard]] RestorationChoice chooseRestoration(const RestorationSettings& settings, const SoundSurvey& sound,
                                                  const std::string& name);

} // namespace dequantizer
