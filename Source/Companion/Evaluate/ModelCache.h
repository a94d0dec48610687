#pragma once

#include "Companion/Evaluate/EvaluateOptions.h"

#include <map>
#include <mutex>
#include <utility>

namespace dequantizer
{

/// The models for any rate and depth, each loaded once. Several threads may use it concurrently.
class ModelCache
{
public:
    /// `options` must outlive the cache.
    explicit ModelCache(const EvaluateOptions& evaluateOptions) : options(evaluateOptions) {}

    /// The model that SolverSettings::modelFor() chooses for audio quantised to `bits` bits at `sampleRate` (Hz), with
    /// the algorithm that the user chose. The reference is valid for the lifetime of the cache. Throws
    /// std::runtime_error with one sentence.
    [[nodiscard]] const ChosenModel& at(double sampleRate, int bits);

private:
    const EvaluateOptions& options;
    std::mutex mutex;
    std::map<std::pair<double, int>, ChosenModel> models;
};

} // namespace dequantizer
