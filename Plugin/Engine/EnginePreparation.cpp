#include "Plugin/Engine/EnginePreparation.h"

#include "Model/ModelChoiceText.h"
#include "Plugin/Engine/Restorer.h"

#include <cctype>

namespace dequantizer
{

namespace
{
std::string sentence(std::string clause)
{
    if (clause.empty())
        return {};
    clause.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(clause.front())));
    return clause + '.';
}
} // namespace

void EnginePreparation::prepare(double sampleRate, int channels)
{
    rate = sampleRate;
    channelCount = channels;
    haveEngines = false;
    adaptModel();
}

void EnginePreparation::use(SharedModel model)
{
    if (model == chosen)
        return;
    chosen = std::move(model);
    adaptModel();
}

void EnginePreparation::adaptModel()
{
    modelHere =
        chosen != nullptr && isPrepared() ? std::make_shared<const Model>(modelAtRate(chosen->model, rate)) : nullptr;
}

ModelRequest EnginePreparation::request(const Quantisation& quantisation) const
{
    ModelRequest session{.sampleRate = rate,
                         .quantisation = quantisation,
                         .material = options.material,
                         .quality = options.quality,
                         .maxLatencySeconds = maxLatencySeconds};
    if (modelHere != nullptr)
    {
        const auto& model = *modelHere;
        const int hop = hopFor(options.overlap, model.hop, model.frameLength());
        session.preference = ModelPreference::user;
        session.userModel.latencySeconds = AnyRateEngine::latencyNeeded(model, rate, hop) / rate;
        if (!model.fourier)
            session.userModel.sampleRate = model.sampleRate;
    }
    return session;
}

SharedModel EnginePreparation::usableModel() const
{
    return chooseModel(request({})).reason == ChoiceReason::tooMuchLatency ? nullptr : chosen;
}

bool EnginePreparation::areEnginesOutdated() const
{
    return !haveEngines || optionsOfEngines != options || modelOfEngines != usableModel();
}

std::unique_ptr<PreparedEngines> EnginePreparation::makeEngines()
{
    auto engines = std::make_unique<PreparedEngines>(request({}), modelHere.get(), channelCount, options.overlap);
    // Only now: if there was no memory, they are still outdated.
    haveEngines = true;
    optionsOfEngines = options;
    modelOfEngines = usableModel();
    return engines;
}

OperatorInUse EnginePreparation::operatorFor(const Quantisation& quantisation) const
{
    if (!haveEngines)
        return {};
    const auto sound = request(quantisation);
    const auto choice = chooseModel(sound);
    OperatorInUse used{modelText(choice.model, chosen != nullptr ? chosen->model.name : ""), choice.sampleRate,
                       sentence(reasonText(sound, choice)), choice.isFallback()};
    if (choice.reason == ChoiceReason::otherRate)
        used.reason += " If it was quantised at the model's rate, set Quantised at to Model rate.";
    return used;
}

std::shared_ptr<const Model> EnginePreparation::modelFor(const Quantisation& quantisation) const
{
    if (!haveEngines)
        return nullptr;
    const auto reference = chooseModel(request(quantisation)).model;
    return reference.source == ModelReference::Source::user
               ? modelHere
               : std::make_shared<const Model>(loadModel(reference, rate, quantisation.delta));
}

QuantisationRate EnginePreparation::explicitRate(const Quantisation& quantisation) const
{
    return dequantizer::explicitRate(request(quantisation));
}

} // namespace dequantizer
