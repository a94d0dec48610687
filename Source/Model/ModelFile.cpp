#include "Model/ModelFile.h"

#include "Files/AtomicFile.h"
#include "Files/FileError.h"
#include "Files/Utf8Path.h"
#include "Model/ModelError.h"
#include "Model/ReadWholeFile.h"
#include "Model/Safetensors.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <vector>

namespace dequantizer
{

namespace
{
constexpr std::string_view formatName = "dequantizer-model";
constexpr int constantBoundsVersion = 1, learnedBoundsVersion = 2, otherAlgorithmVersion = 3;
constexpr std::string_view quantiserKind = "mid-rise";
constexpr std::string_view denseKind = "dense", fourierKind = "windowed-fourier";
constexpr std::string_view windowKind = "sine";
constexpr std::string_view trainingPrefix = "training.";
constexpr std::size_t fileLimit =
    SafetensorsReader::maxHeaderLength + 8 + sizeof(float) * static_cast<std::size_t>(ModelLimits::maxValues);

// JSON number syntax: the shortest text that reads back to the same value, in any locale.
std::string numberText(double value)
{
    return nlohmann::json(value).dump();
}

// The iterations of the updates, as a JSON array.
std::vector<int> parseIterations(const std::string& text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    std::vector<int> iterations;
    for (const auto& entry : json.is_array() ? json : nlohmann::json::array())
        if (entry.is_number_unsigned() && entry.get<std::uint64_t>() <= ModelLimits::maxIterations)
            iterations.push_back(entry.get<int>());
    if (iterations.empty() || iterations.size() != json.size() || iterations.size() > ModelLimits::maxUpdates)
        throw ModelError("the metadata's update_iterations is not a list of iterations");
    return iterations;
}

// DenseParameters or FourierParameters.
template <typename Parameters>
void parseParameters(const SafetensorsReader& file, Parameters& parameters)
{
    parameters.updateIterations = parseIterations(file.text("update_iterations"));
    parameters.updates.resize(parameters.updateIterations.size());
    parameters.forEachTensor([&](const std::string& name, Matrix<float>& tensor) { tensor = file.matrix(name); });
}

template <typename Parameters>
void addParameters(const Parameters& parameters, Safetensors& content)
{
    content.metadata["update_iterations"] = nlohmann::json(parameters.updateIterations).dump();
    parameters.forEachTensor([&](const std::string& name, const Matrix<float>& tensor)
                             { content.tensors.emplace_back(name, tensor); });
}

FourierParameters<float> parseFourierParameters(const SafetensorsReader& file)
{
    // Models may lack the frame layer.
    FourierParameters<float> parameters;
    parameters.hasFrameLayer = file.has("bounds.0.frame_input");
    parseParameters(file, parameters);
    if (!parameters.hasFrameLayer)
        parameters.setFrameLayer(false);
    return parameters;
}

int versionOf(const Model& model)
{
    if (!model.scheme.isChambollePock())
        return otherAlgorithmVersion;
    return model.hasLearnedBounds() ? learnedBoundsVersion : constantBoundsVersion;
}

IterationScheme parseScheme(const SafetensorsReader& file)
{
    const auto name = file.text("algorithm");
    const auto algorithm = algorithmNamed(name);
    if (!algorithm || *algorithm == SolverAlgorithm::chambollePock)
        throw ModelError("the model is for the unknown algorithm " + name);
    return {*algorithm, file.number("relaxation"), file.number("inertia")};
}

FourierModel parseFourier(const SafetensorsReader& file)
{
    if (file.text("window") != windowKind)
        throw ModelError("the model has a window other than " + std::string(windowKind));
    return {parseFourierParameters(file), file.integer("frame_length")};
}
} // namespace

std::string serialiseModel(const Model& model)
{
    Safetensors content;
    content.metadata = {
        {"format", std::string(formatName)},
        {"format_version", std::to_string(versionOf(model))},
        {"name", model.name},
        {"sample_rate", numberText(model.sampleRate)},
        {"quantiser", std::string(quantiserKind)},
        {"reference_step", numberText(model.referenceDelta)},
        {"iterations", std::to_string(model.iterations)},
        {"sigma", numberText(model.steps.sigma)},
        {"tau", numberText(model.steps.tau)},
        {"theta", numberText(model.steps.theta)},
        {"hop", std::to_string(model.hop)},
    };
    for (const auto& [keyword, text] : model.training)
        content.metadata[std::string(trainingPrefix) + keyword] = text;
    if (!model.scheme.isChambollePock())
    {
        content.metadata["algorithm"] = model.scheme.name();
        content.metadata["relaxation"] = numberText(model.scheme.relaxation);
        content.metadata["inertia"] = numberText(model.scheme.inertia);
    }
    if (model.hasLearnedBounds())
        content.metadata["operator"] = model.fourier ? fourierKind : denseKind;
    if (model.fourier)
    {
        content.metadata["window"] = windowKind;
        content.metadata["frame_length"] = std::to_string(model.fourier->frameLength);
        addParameters(model.fourier->parameters, content);
    }
    else
        content.tensors.emplace_back("K", model.K);
    if (model.denseBounds)
        addParameters(*model.denseBounds, content);
    return serialiseSafetensors(content);
}

Model parseModel(std::string_view bytes, AcceptedModels accepted)
{
    const SafetensorsReader file(bytes);
    if (file.textOr("format") != formatName)
        throw ModelError("this safetensors file does not hold a Dequantizer model");
    const int version = file.integer("format_version");
    if (version < constantBoundsVersion || version > otherAlgorithmVersion)
        throw ModelError("the model has format version " + file.text("format_version") +
                         ", and this program reads versions 1 to 3");
    if (file.text("quantiser") != quantiserKind)
        throw ModelError("the model is for another quantiser than " + std::string(quantiserKind));

    Model model;
    model.name = file.text("name");
    model.sampleRate = file.number("sample_rate");
    model.referenceDelta = file.number("reference_step");
    model.iterations = file.integer("iterations");
    model.steps.sigma = file.number("sigma");
    model.steps.tau = file.number("tau");
    model.steps.theta = file.number("theta");
    model.hop = file.integer("hop");
    model.training = file.textsBelow(trainingPrefix);
    if (version == otherAlgorithmVersion)
        model.scheme = parseScheme(file);
    if (accepted == AcceptedModels::chambollePock && !model.scheme.isChambollePock())
        throw ModelError("this model is for the algorithm " + std::string(model.scheme.name()) +
                         ", and only evaluate, inspect and train support another than chambolle-pock");
    const auto kind = version == learnedBoundsVersion ? file.text("operator") : std::string(denseKind);
    if (kind == fourierKind)
        model.fourier = std::make_shared<const FourierModel>(parseFourier(file));
    else if (kind == denseKind)
        model.K = file.matrix("K");
    else
        throw ModelError("the model has an unknown operator");
    if (kind == denseKind && version == learnedBoundsVersion)
    {
        DenseParameters<float> bounds;
        parseParameters(file, bounds);
        model.denseBounds = std::make_shared<const DenseParameters<float>>(std::move(bounds));
    }
    validate(model);
    return model;
}

void writeModelFile(const Model& model, const std::filesystem::path& file)
{
    validate(model);
    const auto bytes = serialiseModel(model);
    try
    {
        replaceFile(file, bytes);
    }
    catch (const FileError& error)
    {
        throw ModelError(error.what());
    }
}

Model readModelFile(const std::filesystem::path& file, AcceptedModels accepted)
{
    try
    {
        return parseModel(readWholeFile(file, fileLimit), accepted);
    }
    catch (const ModelError& error)
    {
        throw ModelError(utf8FromPath(file) + ": " + error.what());
    }
}

} // namespace dequantizer
