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

bool isResampled(const ModelRequest& request)
{
    return resolveRate(request.quantisation.rate, request.quantisation.grid) == QuantisationRate::model;
}

std::string textOfServingModel(const ModelRequest& request, const ModelChoice& choice)
{
    auto text = std::string("the shipped model for ") + materialText(choice.model.shipped->material);
    if (choice.model.shipped->sampleRate)
        text += " at " + rateText(choice.sampleRate);
    text += " and " + depthText(request.quantisation.delta);
    if (choice.sampleRate != request.sampleRate && request.quantisation.rate == QuantisationRate::automatic)
        text += ", since samples on no grid were resampled after quantising";
    return text;
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
        return "no shipped model was learned at " + rateText(request.sampleRate) +
               (isResampled(request) ? " or below" : "");
    case ChoiceReason::noModelForDepth:
        return "no shipped model for this rate serves " + depthText(request.quantisation.delta);
    case ChoiceReason::otherRate:
        return "the model is for " + rateText(request.userModel.sampleRate.value_or(request.sampleRate)) +
               " and the sound was quantised at " + rateText(request.sampleRate) + ", so the built-in DCT is used";
    case ChoiceReason::tooMuchLatency:
        return "the model would delay the sound by more than " + number(request.maxLatencySeconds) +
               " seconds, so the automatic choice is used";
    }
    return {};
}

} // namespace dequantizer
