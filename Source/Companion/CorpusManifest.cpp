#include "Companion/CorpusManifest.h"

#include "Files/Utf8Path.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <stdexcept>

namespace dequantizer
{

namespace
{
using Json = nlohmann::json;

const Json& valueOf(const Json& entry, const std::string& key)
{
    const auto found = entry.find(key);
    if (found == entry.end())
        throw std::runtime_error("the key \"" + key + "\" is missing");
    return *found;
}

std::string stringIn(const Json& entry, const std::string& key)
{
    const auto& value = valueOf(entry, key);
    if (!value.is_string() || value.get_ref<const std::string&>().empty())
        throw std::runtime_error("\"" + key + "\" must be a string that is not empty");
    return value.get<std::string>();
}

bool flagIn(const Json& entry, const std::string& key)
{
    const auto& value = valueOf(entry, key);
    if (!value.is_boolean())
        throw std::runtime_error("\"" + key + "\" must be true or false");
    return value.get<bool>();
}

double positiveNumberIn(const Json& entry, const std::string& key)
{
    const auto& value = valueOf(entry, key);
    if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() <= 0.0)
        throw std::runtime_error("\"" + key + "\" must be a positive number");
    return value.get<double>();
}

std::string groupIn(const Json& entry)
{
    for (const auto* const kind : {"speaker", "piece", "kit", "instrument"})
        if (entry.contains(kind))
            return stringIn(entry, kind);
    throw std::runtime_error(R"(the key "speaker", "piece", "kit" or "instrument" is missing)");
}

CorpusFile parseLine(const std::string& line, const std::filesystem::path& folder)
{
    constexpr bool withExceptions = false;
    const auto entry = Json::parse(line, nullptr, withExceptions);
    if (!entry.is_object())
        throw std::runtime_error("this is not a JSON object");
    CorpusFile file;
    file.path = folder / pathFromUtf8(stringIn(entry, "file"));
    file.split = stringIn(entry, "split");
    file.material = stringIn(entry, "material");
    file.group = groupIn(entry);
    file.lossy = flagIn(entry, "lossy");
    file.durationSeconds = positiveNumberIn(entry, "duration");
    file.sampleRate = positiveNumberIn(entry, "sample_rate");
    return file;
}

bool isBlank(const std::string& line)
{
    return line.find_first_not_of(" \t\r") == std::string::npos;
}
} // namespace

std::vector<CorpusFile> readCorpusManifest(const std::filesystem::path& manifest, const std::string& split)
{
    std::ifstream stream(manifest, std::ios::binary);
    std::vector<CorpusFile> files;
    std::string line;
    // A folder can be opened but not read, so try to read.
    if (!stream || (stream.peek(), stream.bad()))
        throw std::runtime_error(utf8FromPath(manifest) + ": this corpus manifest cannot be read");
    for (int number = 1; std::getline(stream, line); ++number)
    {
        if (isBlank(line))
            continue;
        try
        {
            auto file = parseLine(line, manifest.parent_path());
            if (file.split == split)
                files.push_back(std::move(file));
        }
        catch (const std::runtime_error& error)
        {
            throw std::runtime_error(utf8FromPath(manifest) + ", line " + std::to_string(number) + ": " + error.what());
        }
    }
    if (stream.bad())
        throw std::runtime_error(utf8FromPath(manifest) + ": this corpus manifest cannot be read");
    if (files.empty())
        throw std::runtime_error(utf8FromPath(manifest) + ": no sound of this corpus belongs to the part \"" + split +
                                 '"');
    return files;
}

} // namespace dequantizer
