#include "Algorithm/SpectralNorm.h"
#include "Companion/Commands.h"
#include "Companion/Restore/SurveySound.h"
#include "Files/JsonOutput.h"
#include "Model/ModelFile.h"
#include "Signal/Quantiser.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace dequantizer
{

namespace
{
using Json = nlohmann::ordered_json;

struct InspectOptions
{
    std::filesystem::path file;
    std::string jsonTarget;
};

Json describeDenseOperator(const Model& model)
{
    const double norm = spectralNorm(model.K);
    if (model.denseBounds)
        return {
            {"update_iterations", model.denseBounds->updateIterations},
            {"hidden_units", model.denseBounds->hiddenUnits()},
            {"spectral_norm", norm},
            {"step_product_limit", model.steps.sigma * model.steps.tau * norm * norm},
        };
    // Trained for one bit depth, with constant steps.
    return {
        {"reference_step", model.referenceDelta},
        {"reference_bits", bitsForDelta(model.referenceDelta)},
        {"sigma", model.steps.sigma},
        {"tau", model.steps.tau},
        {"theta", model.steps.theta},
        {"spectral_norm", norm},
        {"sigma_tau_norm_squared", model.steps.sigma * model.steps.tau * norm * norm},
    };
}

Json describeFourierOperator(const FourierParameters<float>& parameters)
{
    Eigen::Index learned = 0;
    parameters.forEachTensor([&](const std::string&, const Matrix<float>& tensor) { learned += tensor.size(); });
    return {
        {"window", "sine"},
        {"update_iterations", parameters.updateIterations},
        {"hidden_units", parameters.updates.front().first.rows()},
        {"frame_layer", parameters.hasFrameLayer},
        {"step_hidden_units", parameters.stepInput.rows()},
        {"learned_numbers", learned},
    };
}

Json describeModel(const Model& model)
{
    Json description = {
        {"kind", "model"},
        {"name", model.name},
        {"operator", model.fourier ? "windowed Fourier" : "dense"},
        {"bounds", model.hasLearnedBounds() ? "learned" : "constant"},
        {"frame_length", model.frameLength()},
        {"rows", model.rows()},
        {"sample_rate", model.sampleRate},
        {"iterations", model.iterations},
        {"hop", model.hop},
    };
    description.update(model.fourier ? describeFourierOperator(model.fourier->parameters)
                                     : describeDenseOperator(model));
    for (const auto& [keyword, text] : model.training)
        description["training_" + keyword] = text;
    return description;
}

Json describeGrid(const SoundGrid& found)
{
    switch (found.state)
    {
    case GridState::unknown:
        return {{"grid", "unknown"}};
    case GridState::none:
        return {{"grid", "none"}};
    case GridState::found:
        break;
    }
    return {
        {"grid", "found"},
        {"grid_bits", bitsForDelta(found.grid.delta)},
        {"grid_step", found.grid.delta},
        {"grid_offset", found.grid.offset},
        {"grid_confidence", found.grid.confidence},
        {"grid_levels", found.grid.levels},
    };
}

const char* nameOf(SampleEncoding encoding)
{
    switch (encoding)
    {
    case SampleEncoding::linear:
        return "linear";
    case SampleEncoding::muLaw:
        return "mu-law";
    case SampleEncoding::aLaw:
        return "A-law";
    case SampleEncoding::lossy:
        break;
    }
    return "lossy";
}

Json describeSound(const SoundSurvey& sound)
{
    const auto& properties = sound.properties;
    Json description = {
        {"kind", "sound"},
        {"format", properties.format},
        {"sample_rate", properties.sampleRate},
        {"channels", sound.channels},
        {"samples", sound.length},
        {"seconds", sound.seconds()},
        {"encoding", nameOf(properties.encoding)},
        {"bits_per_sample", properties.bitsPerSample},
        {"floating_point", properties.floatingPoint},
        {"peak", static_cast<double>(sound.peak)},
    };
    description.update(describeGrid(sound.grid));
    return description;
}

Json describeSoundFile(const std::filesystem::path& file)
{
    SoundReader reader(file);
    return describeSound(surveySound(reader));
}

void inspect(const InspectOptions& options)
{
    checkJsonTarget(options.jsonTarget);
    const auto description = options.file.extension() == ".safetensors" ? describeModel(readModelFile(options.file))
                                                                        : describeSoundFile(options.file);
    if (options.jsonTarget != standardOutput)
    {
        std::cout << options.file.string() << '\n';
        for (const auto& [key, value] : description.items())
        {
            auto label = key;
            std::replace(label.begin(), label.end(), '_', ' ');
            label.resize(std::max<std::size_t>(label.size(), 24), ' ');
            std::cout << "  " << label << ' ' << (value.is_string() ? value.get<std::string>() : value.dump()) << '\n';
        }
    }
    writeJson(description, options.jsonTarget);
}
} // namespace

void addInspectCommand(CLI::App& app)
{
    auto options = std::make_shared<InspectOptions>();
    auto* const command = app.add_subcommand("inspect", "Describe a model or a sound file");
    command->add_option("FILE", options->file, "model (.safetensors) or sound file")->required();
    command->add_option("--json", options->jsonTarget, "write the description to this JSON file; - is standard output");
    command->callback([options] { inspect(*options); });
}

} // namespace dequantizer
