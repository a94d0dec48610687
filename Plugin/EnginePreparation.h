#pragma once

#include "Plugin/LoadedModel.h"
#include "Plugin/Restorer.h"

#include <memory>
#include <string>

namespace dequantizer
{

/// Chooses what a session is restored with and makes the engines for it: the loaded model where it was learned at
/// exactly the session's rate, else the built-in DCT. One thread at a time, and never the audio thread.
class EnginePreparation
{
public:
    /// What the session is from now on; `sampleRate` in Hz, channels >= 1.
    void prepare(double sampleRate, int channels);

    /// Null for the built-in DCT.
    void use(SharedModel model) { chosen = std::move(model); }

    [[nodiscard]] const SharedModel& model() const noexcept { return chosen; }

    [[nodiscard]] bool isPrepared() const noexcept { return channelCount > 0; }

    [[nodiscard]] double sampleRate() const noexcept { return rate; }

    /// Whether the next engine would differ from the last one that was made.
    [[nodiscard]] bool isEngineOutdated() const noexcept;

    /// Once prepared. The DCT is tuned for the quantisation step `step`.
    [[nodiscard]] std::unique_ptr<PreparedEngine> makeEngine(double step);

    /// The operator of the last engine, in a few words.
    [[nodiscard]] const std::string& operatorName() const noexcept { return nameOfEngine; }

    /// One sentence on why a loaded model is not used; empty where it is, and where none is loaded.
    [[nodiscard]] std::string reasonForFallback() const;

private:
    [[nodiscard]] bool modelFits() const noexcept;

    SharedModel chosen;
    double rate = 0.0;
    int channelCount = 0;

    // Of the last engine: null and true stand for the DCT.
    SharedModel modelOfEngine;
    bool haveEngine = false;
    std::string nameOfEngine;
};

} // namespace dequantizer
