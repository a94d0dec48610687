#pragma once

#include "Realtime/PassageEngine.h"
#include "Restoration/RestorationSettings.h"
#include "Restoration/SoundSurvey.h"

#include <string>
#include <vector>

namespace dequantizer
{

/// How a sound is restored.
struct RestorationChoice
{
    Quantiser quantiser;      ///< of the longest passage if there are several
    std::string quantisation; ///< the quantiser for display, e.g. "8 bit"; of each passage if there are several
    ChosenModel model;

    /// The passages of a sound whose grid changes, for PassageEngine; empty if there is one quantiser for all of it.
    std::vector<QuantisedPassage> passages{};

    /// Whether the mean of the sound suggests that it was truncated, and no quantiser was given.
    bool looksTruncated = false;
};

/// Chooses the quantiser and the model. The quantisation step is that of the settings, or else of the model, the file
/// format or the samples, in this order. Mu-law and A-law files, and samples that were decoded from these codes, have
/// their own quantisers by default. If the samples determine the step and their grid changes, each passage has its own,
/// see restoresPassages(). `name` is the sound's for errors. Throws std::runtime_error with one sentence if
/// the step cannot be determined, or if the model cannot be used.
[[nodiscard]] RestorationChoice chooseRestoration(const RestorationSettings& settings, const SoundSurvey& sound,
                                                  const std::string& name);

/// Whether each passage of the sound gets a quantiser of its own: the step is not given by the settings, the model or
/// the file format, and the grid changes. Passages on no reliable grid then stay as they are. The boundaries of the
/// passages should be exact, see PassageBoundaries.
[[nodiscard]] bool restoresPassages(const RestorationSettings& settings, const SoundSurvey& sound);

} // namespace dequantizer
