#include "Training/Checkpoint.h"

#include "Training/SettingsTable.h"

#include <cstdint>
#include <cstring>
#include <span>

namespace dequantizer
{

// The format: a line with its name and version, a JSON header, and the arrays of the state. Before the header
// and before each array is the number of its elements, in eight bytes.
namespace
{
using Json = nlohmann::ordered_json;

constexpr std::string_view anyVersion = "dequantizer checkpoint ";
constexpr std::string_view magic = "dequantizer checkpoint 3\n";

template <typename Number>
void append(std::string& bytes, std::span<const Number> values)
{
    const std::uint64_t size = values.size();
    bytes.append(reinterpret_cast<const char*>(&size), sizeof(size));
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

class Reader
{
public:
    explicit Reader(std::string_view all) : bytes(all) {}

    std::uint64_t size()
    {
        std::uint64_t value = 0;
        std::memcpy(&value, take(sizeof(value)), sizeof(value));
        return value;
    }

    const char* take(std::uint64_t count)
    {
        if (count > bytes.size())
            throw CheckpointError("the checkpoint ends too early");
        const char* const data = bytes.data();
        bytes.remove_prefix(count);
        return data;
    }

    template <typename Number>
    void read(std::vector<Number>& values)
    {
        const auto count = size();
        // Checked against the remaining bytes before allocating, so that a damaged size allocates no memory.
        if (count > bytes.size() / sizeof(Number))
            throw CheckpointError("the checkpoint ends too early");
        values.resize(count);
        std::memcpy(values.data(), take(count * sizeof(Number)), count * sizeof(Number));
    }

    [[nodiscard]] bool atEnd() const noexcept { return bytes.empty(); }

private:
    std::string_view bytes;
};

Json describeTensors(const ParameterLayout& layout)
{
    Json tensors = Json::object();
    for (const auto& tensor : layout)
        tensors[tensor.name] = tensor.size;
    return tensors;
}

// The header, and a reader of the bytes after it.
std::pair<Json, Reader> open(std::string_view bytes)
{
    if (!bytes.starts_with(anyVersion))
        throw CheckpointError("this is not a checkpoint of a training run");
    if (!bytes.starts_with(magic))
        throw CheckpointError("this checkpoint was written by another version of the program, which has to finish it");
    Reader reader(bytes.substr(magic.size()));
    const auto size = reader.size();
    const std::string_view text(reader.take(size), size);
    auto header = Json::parse(text, nullptr, false);
    if (!header.is_object() || !header.contains("run") || !header.contains("tensors") || !header.contains("step"))
        throw CheckpointError("the checkpoint is damaged");
    return {std::move(header), reader};
}

std::vector<double> figuresOf(const ValidationFigures& figures)
{
    return {figures.snrInputDb, figures.snrDb, figures.smallestGainDb, figures.lossInputDb, figures.lossDb};
}
} // namespace

nlohmann::ordered_json describeRun(const TrainingSettings& settings, const std::string& trainingSounds,
                                   const std::string& validationSounds)
{
    auto run = toJson(settings);
    run["training_sounds"] = trainingSounds;
    run["validation_sounds"] = validationSounds;
    return run;
}

std::string differenceOfRuns(const nlohmann::ordered_json& there, const nlohmann::ordered_json& here)
{
    for (const auto& [name, value] : here.items())
        if (!there.contains(name) || there[name] != value)
            return name + " is " + (there.contains(name) ? settingText(there[name]) : "unknown") + " there and " +
                   settingText(value) + " here";
    return there.size() == here.size() ? "" : "it has settings that are unknown here";
}

std::string serialiseCheckpoint(const nlohmann::ordered_json& run, const ParameterLayout& layout,
                                const TrainingState& state)
{
    Json header{{"run", run}, {"tensors", describeTensors(layout)}, {"step", state.step}};
    if (state.best)
        header["best_step"] = state.best->step;
    const auto text = header.dump();

    std::string bytes(magic);
    append<char>(bytes, text);
    append<float>(bytes, state.parameters);
    append<float>(bytes, state.adam.mean);
    append<float>(bytes, state.adam.variance);
    append<float>(bytes, state.tracked);
    if (state.best)
    {
        append<float>(bytes, state.best->parameters);
        append<double>(bytes, figuresOf(state.best->figures));
    }
    return bytes;
}

nlohmann::ordered_json runOfCheckpoint(std::string_view bytes)
{
    return open(bytes).first["run"];
}

TrainingState parseCheckpoint(std::string_view bytes, const nlohmann::ordered_json& run, const ParameterLayout& layout)
{
    auto [header, reader] = open(bytes);
    if (const auto difference = differenceOfRuns(header["run"], run); !difference.empty())
        throw CheckpointError("the checkpoint belongs to another training run: " + difference);
    const bool hasBest = header.contains("best_step");
    if (header["tensors"] != describeTensors(layout) || !header["step"].is_number_integer() ||
        (hasBest && !header["best_step"].is_number_integer()))
        throw CheckpointError("the checkpoint is damaged");

    TrainingState state;
    state.step = header["step"];
    reader.read(state.parameters);
    reader.read(state.adam.mean);
    reader.read(state.adam.variance);
    reader.read(state.tracked);
    const auto count = parameterCount(layout);
    bool complete =
        state.parameters.size() == count && state.adam.mean.size() == count && state.adam.variance.size() == count;
    if (hasBest)
    {
        auto& best = state.best.emplace();
        best.step = header["best_step"];
        reader.read(best.parameters);
        std::vector<double> figures;
        reader.read(figures);
        complete = complete && best.parameters.size() == count && figures.size() == figuresOf({}).size();
        if (complete)
            best.figures = {figures[0], figures[1], figures[2], figures[3], figures[4]};
    }
    if (!complete || !reader.atEnd())
        throw CheckpointError("the checkpoint is damaged");
    return state;
}

} // namespace dequantizer
