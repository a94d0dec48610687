#include "Model/ModelFile.h"

#include "Files/AtomicFile.h"
#include "Files/FileError.h"
#include "Model/ModelError.h"
#include "Model/ReadWholeFile.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <cstdint>
#include <cstring>

namespace dequantizer
{

namespace
{
using Json = nlohmann::json;

constexpr std::string_view formatName = "dequantizer-model";
constexpr int formatVersion = 1;
constexpr std::string_view quantiserKind = "mid-rise";
constexpr std::string_view trainingPrefix = "training.";
constexpr std::size_t lengthBytes = 8;
constexpr std::size_t headerLimit = 1 << 20;
constexpr std::size_t fileLimit =
    lengthBytes + headerLimit + sizeof(float) * static_cast<std::size_t>(ModelLimits::maxCoefficients);

// The tensor's bytes are copied unchanged.
static_assert(std::endian::native == std::endian::little, "safetensors is little endian");

using RowMajorMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// JSON number syntax: the shortest text that reads back to the same value, in any locale.
std::string numberText(double value)
{
    return Json(value).dump();
}

double metadataNumber(const Json& metadata, const std::string& key)
{
    const auto entry = metadata.find(key);
    if (entry == metadata.end() || !entry->is_string())
        throw ModelError("the metadata have no " + key);
    const auto number = Json::parse(entry->get<std::string>(), nullptr, false);
    if (!number.is_number())
        throw ModelError("the metadata's " + key + " is not a number");
    return number.get<double>();
}

int metadataInteger(const Json& metadata, const std::string& key)
{
    const double number = metadataNumber(metadata, key);
    // Compare first: converting a double outside the range of int is undefined.
    if (!(number >= 0.0 && number <= 1e9) || number != static_cast<double>(static_cast<int>(number)))
        throw ModelError("the metadata's " + key + " is not a whole number in its range");
    return static_cast<int>(number);
}

std::string metadataText(const Json& metadata, const std::string& key)
{
    const auto entry = metadata.find(key);
    if (entry == metadata.end() || !entry->is_string())
        throw ModelError("the metadata have no " + key);
    return entry->get<std::string>();
}

Json parseHeader(std::string_view bytes)
{
    std::uint64_t headerLength = 0;
    if (bytes.size() < lengthBytes)
        throw ModelError("this is not a safetensors file: it has only " + std::to_string(bytes.size()) + " bytes");
    std::memcpy(&headerLength, bytes.data(), lengthBytes);
    if (headerLength < 2 || headerLength > headerLimit || bytes.substr(lengthBytes, 1) != "{")
        throw ModelError("this is not a safetensors file");
    if (headerLength > bytes.size() - lengthBytes)
        throw ModelError("the file ends inside its header");
    auto header = Json::parse(bytes.substr(lengthBytes, headerLength), nullptr, false);
    if (!header.is_object())
        throw ModelError("the safetensors header is not valid JSON");
    return header;
}

Matrix<float> parseOperator(const Json& header, std::string_view data)
{
    const auto tensor = header.find("K");
    if (tensor == header.end() || !tensor->is_object())
        throw ModelError("there is no tensor named K");
    if (tensor->value("dtype", Json()) != "F32")
        throw ModelError("the tensor K is not of type F32");

    const auto isPairOfSizes = [](const Json& json)
    { return json.is_array() && json.size() == 2 && json[0].is_number_unsigned() && json[1].is_number_unsigned(); };
    const Json shape = tensor->value("shape", Json());
    const Json offsets = tensor->value("data_offsets", Json());
    if (!isPairOfSizes(shape))
        throw ModelError("the tensor K does not have two dimensions");
    if (!isPairOfSizes(offsets))
        throw ModelError("the tensor K does not say where its data are");

    const auto rows = shape[0].get<std::uint64_t>();
    const auto columns = shape[1].get<std::uint64_t>();
    if (rows < 1 || columns < 1 || rows > ModelLimits::maxRows || columns > ModelLimits::maxFrameLength ||
        rows * columns > static_cast<std::uint64_t>(ModelLimits::maxCoefficients))
        throw ModelError("K is declared as " + std::to_string(rows) + " x " + std::to_string(columns) +
                         ", which is not supported");

    const auto begin = offsets[0].get<std::uint64_t>();
    const auto end = offsets[1].get<std::uint64_t>();
    if (begin > end || end - begin != rows * columns * sizeof(float))
        throw ModelError("the tensor K has another size than its shape says");
    if (end > data.size())
        throw ModelError("the file ends inside the tensor K");

    RowMajorMatrix K(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
    std::memcpy(K.data(), data.data() + begin, end - begin);
    return K;
}
} // namespace

std::string serialiseModel(const Model& model)
{
    Json metadata = {
        {"format", formatName},
        {"format_version", std::to_string(formatVersion)},
        {"name", model.name},
        {"sample_rate", numberText(model.sampleRate)},
        {"quantiser", quantiserKind},
        {"reference_step", numberText(model.referenceDelta)},
        {"iterations", std::to_string(model.iterations)},
        {"sigma", numberText(model.steps.sigma)},
        {"tau", numberText(model.steps.tau)},
        {"theta", numberText(model.steps.theta)},
        {"hop", std::to_string(model.hop)},
    };
    for (const auto& [keyword, text] : model.training)
        metadata[std::string(trainingPrefix) + keyword] = text;

    const auto tensorBytes = static_cast<std::size_t>(model.K.size()) * sizeof(float);
    const Json header = {
        {"__metadata__", metadata},
        {"K", {{"dtype", "F32"}, {"shape", {model.K.rows(), model.K.cols()}}, {"data_offsets", {0, tensorBytes}}}},
    };
    // Invalid UTF-8 in a name must not prevent saving a model: the invalid bytes are replaced.
    std::string text = header.dump(-1, ' ', false, Json::error_handler_t::replace);
    // Spaces after the header align the tensor, as the format recommends.
    text.append((lengthBytes - text.size() % lengthBytes) % lengthBytes, ' ');

    const std::uint64_t headerLength = text.size();
    std::string bytes(lengthBytes + text.size() + tensorBytes, '\0');
    std::memcpy(bytes.data(), &headerLength, lengthBytes);
    std::memcpy(bytes.data() + lengthBytes, text.data(), text.size());
    const RowMajorMatrix K = model.K;
    std::memcpy(bytes.data() + lengthBytes + text.size(), K.data(), tensorBytes);
    return bytes;
}

Model parseModel(std::string_view bytes)
{
    const auto header = parseHeader(bytes);
    const auto metadata = header.value("__metadata__", Json());
    if (!metadata.is_object() || metadata.value("format", Json()) != formatName)
        throw ModelError("this safetensors file does not hold a Dequantizer model");
    if (metadataInteger(metadata, "format_version") != formatVersion)
        throw ModelError("the model has format version " + metadataText(metadata, "format_version") +
                         ", and this program reads version " + std::to_string(formatVersion));
    if (metadataText(metadata, "quantiser") != quantiserKind)
        throw ModelError("the model is for another quantiser than " + std::string(quantiserKind));

    Model model;
    model.name = metadataText(metadata, "name");
    model.sampleRate = metadataNumber(metadata, "sample_rate");
    model.referenceDelta = metadataNumber(metadata, "reference_step");
    model.iterations = metadataInteger(metadata, "iterations");
    model.steps.sigma = metadataNumber(metadata, "sigma");
    model.steps.tau = metadataNumber(metadata, "tau");
    model.steps.theta = metadataNumber(metadata, "theta");
    model.hop = metadataInteger(metadata, "hop");
    for (const auto& [key, text] : metadata.items())
        if (key.starts_with(trainingPrefix) && text.is_string())
            model.training[key.substr(trainingPrefix.size())] = text.get<std::string>();

    std::uint64_t headerLength = 0;
    std::memcpy(&headerLength, bytes.data(), lengthBytes);
    model.K = parseOperator(header, bytes.substr(lengthBytes + headerLength));
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

Model readModelFile(const std::filesystem::path& file)
{
    try
    {
        return parseModel(readWholeFile(file, fileLimit));
    }
    catch (const ModelError& error)
    {
        throw ModelError(file.string() + ": " + error.what());
    }
}

} // namespace dequantizer
