#include "Model/Safetensors.h"

#include "Model/Model.h"
#include "Model/ModelError.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <cstdint>
#include <cstring>

namespace dequantizer
{

namespace
{
using Json = nlohmann::json;
using RowMajorMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t lengthBytes = 8;
constexpr auto metadataKey = "__metadata__";

// The tensors' bytes are copied unchanged.
static_assert(std::endian::native == std::endian::little, "safetensors is little endian");

bool isPairOfSizes(const Json& json)
{
    return json.is_array() && json.size() == 2 && json[0].is_number_unsigned() && json[1].is_number_unsigned();
}

Json parseHeader(std::string_view bytes, std::uint64_t& headerLength)
{
    if (bytes.size() < lengthBytes)
        throw ModelError("this is not a safetensors file: it has only " + std::to_string(bytes.size()) + " bytes");
    std::memcpy(&headerLength, bytes.data(), lengthBytes);
    if (headerLength < 2 || headerLength > SafetensorsReader::maxHeaderLength || bytes.substr(lengthBytes, 1) != "{")
        throw ModelError("this is not a safetensors file");
    if (headerLength > bytes.size() - lengthBytes)
        throw ModelError("the file ends inside its header");
    auto header = Json::parse(bytes.substr(lengthBytes, static_cast<std::size_t>(headerLength)), nullptr, false);
    if (!header.is_object())
        throw ModelError("the safetensors header is not valid JSON");
    return header;
}
} // namespace

std::string serialiseSafetensors(const Safetensors& content)
{
    Json header = {{metadataKey, content.metadata}};
    std::size_t dataBytes = 0;
    for (const auto& [name, matrix] : content.tensors)
    {
        const auto end = dataBytes + static_cast<std::size_t>(matrix.size()) * sizeof(float);
        header[name] = {
            {"dtype", "F32"}, {"shape", {matrix.rows(), matrix.cols()}}, {"data_offsets", {dataBytes, end}}};
        dataBytes = end;
    }
    // Invalid UTF-8 in a name must not prevent saving a model: the invalid bytes are replaced.
    std::string text = header.dump(-1, ' ', false, Json::error_handler_t::replace);
    text.append((lengthBytes - text.size() % lengthBytes) % lengthBytes, ' ');

    const std::uint64_t headerLength = text.size();
    std::string bytes(lengthBytes, '\0');
    std::memcpy(bytes.data(), &headerLength, lengthBytes);
    bytes += text;
    for (const auto& [name, matrix] : content.tensors)
    {
        const RowMajorMatrix byRows = matrix;
        bytes.append(reinterpret_cast<const char*>(byRows.data()),
                     static_cast<std::size_t>(byRows.size()) * sizeof(float));
    }
    return bytes;
}

SafetensorsReader::SafetensorsReader(std::string_view bytes)
{
    std::uint64_t headerLength = 0;
    const auto header = parseHeader(bytes, headerLength);
    for (const auto& [key, value] : header.items())
        if (key != metadataKey)
            entries[key] = value.dump();
        else if (value.is_object())
            for (const auto& [name, text] : value.items())
                if (text.is_string())
                    metadata[name] = text.get<std::string>();
    data = bytes.substr(lengthBytes + static_cast<std::size_t>(headerLength));
}

std::string SafetensorsReader::textOr(const std::string& key) const
{
    const auto entry = metadata.find(key);
    return entry == metadata.end() ? std::string() : entry->second;
}

std::string SafetensorsReader::text(const std::string& key) const
{
    const auto entry = metadata.find(key);
    if (entry == metadata.end())
        throw ModelError("the metadata have no " + key);
    return entry->second;
}

double SafetensorsReader::number(const std::string& key) const
{
    const auto value = Json::parse(text(key), nullptr, false);
    if (!value.is_number())
        throw ModelError("the metadata's " + key + " is not a number");
    return value.get<double>();
}

int SafetensorsReader::integer(const std::string& key) const
{
    const double value = number(key);
    // Compare first: converting a double outside the range of int is undefined.
    if (!(value >= 0.0 && value <= 1e9) || value != static_cast<double>(static_cast<int>(value)))
        throw ModelError("the metadata's " + key + " is not a whole number in its range");
    return static_cast<int>(value);
}

std::map<std::string, std::string> SafetensorsReader::textsBelow(std::string_view prefix) const
{
    std::map<std::string, std::string> texts;
    for (const auto& [key, value] : metadata)
        if (key.starts_with(prefix))
            texts[key.substr(prefix.size())] = value;
    return texts;
}

Matrix<float> SafetensorsReader::matrix(const std::string& name) const
{
    const auto entry = entries.find(name);
    const Json tensor = entry == entries.end() ? Json() : Json::parse(entry->second);
    if (!tensor.is_object())
        throw ModelError("there is no tensor named " + name);
    if (tensor.value("dtype", Json()) != "F32")
        throw ModelError("the tensor " + name + " is not of type F32");
    const Json shape = tensor.value("shape", Json());
    const Json offsets = tensor.value("data_offsets", Json());
    if (!isPairOfSizes(shape))
        throw ModelError("the tensor " + name + " does not have two dimensions");
    if (!isPairOfSizes(offsets))
        throw ModelError("the tensor " + name + " does not say where its data are");

    const auto rows = shape[0].get<std::uint64_t>();
    const auto columns = shape[1].get<std::uint64_t>();
    // A network of the bounds has as many columns as K has rows.
    if (rows < 1 || columns < 1 || rows > ModelLimits::maxRows || columns > ModelLimits::maxRows ||
        rows * columns > static_cast<std::uint64_t>(ModelLimits::maxCoefficients))
        throw ModelError(name + " is declared as " + std::to_string(rows) + " x " + std::to_string(columns) +
                         ", which is not supported");
    const auto begin = offsets[0].get<std::uint64_t>();
    const auto end = offsets[1].get<std::uint64_t>();
    if (begin > end || end - begin != rows * columns * sizeof(float))
        throw ModelError("the tensor " + name + " has another size than its shape says");
    if (end > data.size())
        throw ModelError("the file ends inside the tensor " + name);

    RowMajorMatrix values(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
    std::memcpy(values.data(), data.data() + begin, static_cast<std::size_t>(end - begin));
    return values;
}

} // namespace dequantizer
