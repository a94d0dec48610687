#pragma once

#include "Plugin/Engine/EnginePreparation.h"
#include "Plugin/Engine/Restorer.h"
#include "Plugin/Models/ModelSelection.h"

#include <mutex>

namespace dequantizer
{

/// Keeps a restorer's engines up to date with the selected model and the options: makes new ones off the audio thread
/// and offers them. Any thread but the audio thread, except while the host renders offline.
class EngineRenewal
{
public:
    /// Both must outlive this object.
    EngineRenewal(Restorer& restorer, const ModelSelection& selection) : target(restorer), models(selection) {}

    /// Prepares the restorer with new engines. `sampleRate` in Hz, `channels` >= 1. Must not overlap with
    /// Restorer::process().
    void prepare(double sampleRate, int channels, const EngineOptions& options, const Restorer::Settings& settings);

    /// Offers the restorer new engines if the model or an option has changed since the last ones; returns whether it
    /// did. Does nothing before prepare().
    bool renewIfOutdated(const EngineOptions& options);

    /// Frees engines that the audio thread no longer uses.
    void freeRetired();

    /// The latency of the newest engines in samples; 0 before prepare().
    [[nodiscard]] int latency() const;

    /// The session's rate in Hz; 0 before prepare().
    [[nodiscard]] double sampleRate() const;

    /// See EnginePreparation::operatorFor().
    [[nodiscard]] OperatorInUse operatorFor(const Quantisation& quantisation) const;

    /// See EnginePreparation::modelFor().
    [[nodiscard]] std::shared_ptr<const Model> modelFor(const Quantisation& quantisation) const;

    /// See EnginePreparation::explicitRate().
    [[nodiscard]] QuantisationRate explicitRate(const Quantisation& quantisation) const;

private:
    Restorer& target;
    const ModelSelection& models;

    mutable std::mutex mutex; // never taken by process()
    EnginePreparation preparation;
    int latencyOfEngines = 0;
};

} // namespace dequantizer
