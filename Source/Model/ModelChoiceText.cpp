#include "Model/ModelChoiceText.h"

#include "Signal/Quantiser.h"

#include <cmath>
#include <locale>
#include <sstream>

namespace dequantizer
{

namespace
{
std::string number(double value)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << value;
    return text.str();
}

std::string depthText(double delta)
{
    return number(std::round(100.0 * bitsForDelta(delta)) / 100.0) + " bit";
}

const char* materialText(Material material)
{
    return material == Material::speech ? "speech" : "any sound";
}

const char* qualityText(Quality quality)
{
    switch (quality)
    {
    case Quality::lowLatency:
        return "low latency";
    case Quality::balanced:
        return "balanced";
    case Quality::best:
        break;
    }
    return "best quality";
}

// The rates at which the audio may have been quantised.
std::string ratesText(const ModelRequest& request)
{
    const auto& [delta, grid, rate] = request.quantisation;
    const bool mayBeResampled =
        rate == QuantisationRate::model || (rate == QuantisationRate::automatic && grid == GridState::none);
    return rateText(request.sampleRate) + (mayBeResampled ? " or below" : "");
}

std::string textOfServingModel(const ModelRequest& request, const ModelChoice& choice)
{
    const auto& model = *choice.model.shipped;
    auto text = std::string("the shipped model for ") + materialText(model.material);
    if (choice.model.fixedRate)
        text += " at " + rateText(choice.sampleRate);
    if (std::isfinite(model.minBits) || std::isfinite(model.maxBits))
        text += (choice.model.fixedRate ? " and " : " at ") + depthText(request.quantisation.delta);
    if (model.quality)
        text += std::string(", ") + qualityText(*model.quality);
    if (choice.sampleRate != request.sampleRate && request.quantisation.rate == QuantisationRate::automatic)
        text += ", since samples on no grid were resampled after quantising";
    return text;
}

// The models that the request prefers, of which none serves the audio.
std::string missingModels(const ModelRequest& request)
{
    if (request.material)
        return std::string("no shipped model for ") + materialText(*request.material);
    return request.quantisation.rate == QuantisationRate::model ? "no shipped model of a fixed rate"
                                                                : "no shipped model";
}

std::string replacementText(const ModelChoice& choice)
{
    if (choice.model.source != ModelReference::Source::shipped)
        return {};
    return std::string(", so the model for ") + materialText(choice.model.shipped->material) + " is used";
}
} // namespace

std::string rateText(double sampleRate)
{
    return number(sampleRate / 1000.0) + " kHz";
}

std::string modelText(const ModelReference& model, std::string_view userModelName)
{
    switch (model.source)
    {
    case ModelReference::Source::shipped:
        return model.shipped->name;
    case ModelReference::Source::user:
        return std::string(userModelName);
    case ModelReference::Source::builtInDct:
        break;
    }
    return "built-in DCT";
}

std::string reasonText(const ModelRequest& request, const ModelChoice& choice)
{
    switch (choice.reason)
    {
    case ChoiceReason::requested:
        break;
    case ChoiceReason::servesSound:
        return textOfServingModel(request, choice);
    case ChoiceReason::noModelForRate:
        return missingModels(request) + " was learned at " + ratesText(request) + replacementText(choice);
    case ChoiceReason::noModelForDepth:
        return missingModels(request) + " serves " + depthText(request.quantisation.delta) + " at " +
               ratesText(request) + replacementText(choice);
    case ChoiceReason::otherRate:
        return "the model is for " + rateText(request.userModel.sampleRate.value_or(request.sampleRate)) +
               " and the sound was quantised at " + rateText(request.sampleRate) + ", so the automatic choice is used";
    case ChoiceReason::tooMuchLatency:
        return "the model would delay the sound by more than " + number(request.maxLatencySeconds) +
               " seconds, so the automatic choice is used";
    }
    return {};
}

} // namespace dequantizer
