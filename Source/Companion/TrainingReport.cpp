#include "Companion/TrainingReport.h"

#include "Files/JsonOutput.h"
#include "Files/Utf8Path.h"
#include "Training/SettingsTable.h"

#include <iostream>
#include <locale>
#include <sstream>
#include <vector>

namespace dequantizer
{

std::string decimalText(double value, int digits)
{
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream.precision(digits);
    stream << std::fixed << value;
    return stream.str();
}

std::map<std::string, std::string> trainingRecord(const TrainingSettings& settings, const nlohmann::ordered_json& run,
                                                  double epochs, const std::optional<BestParameters>& best)
{
    std::map<std::string, std::string> record;
    for (const auto& [name, value] : run.items())
        record[name] = settingText(value);
    for (const auto* name : {"sample_rate", "frame_length", "rows", "iterations", "hop", "theta"})
        record.erase(name);
    if (settings.gradient == GradientMode::full)
        record.erase("backward_steps");
    const auto forget = [&record](std::initializer_list<const char*> names)
    {
        for (const auto* name : names)
            record.erase(name);
    };
    for (const auto* name : {"algorithm", "relaxation", "inertia"}) // Model::scheme
        record.erase(name);
    if (settings.bounds == BoundsKind::constant)
        forget({"hidden_units", "frame_layer", "updates", "input_gradient", "max_bits", "offset_chance", "hum_chance",
                "min_peak"});
    else
        forget({"learned_steps", "mask"});
    if (settings.operatorKind == OperatorKind::fourier)
        forget({"basis", "weight", "product", "product_limit", "norm_gradient", "scalar_rate"});
    else
        record.erase("frame_layer");
    if (settings.decay != RateDecay::exponential)
        record.erase("final_rate");

    record["epochs"] = decimalText(epochs, 2);
    if (best)
    {
        record["best_minibatch"] = std::to_string(best->step);
        record["validation_snr_input_db"] = decimalText(best->figures.snrInputDb, 4);
        record["validation_snr_db"] = decimalText(best->figures.snrDb, 4);
        record["validation_smallest_gain_db"] = decimalText(best->figures.smallestGainDb, 4);
        record["validation_loss_input_db"] = decimalText(best->figures.lossInputDb, 4);
        record["validation_loss_db"] = decimalText(best->figures.lossDb, 4);
    }
    return record;
}

void reportTraining(const Model& model, const TrainOptions& options)
{
    if (options.json != standardOutput)
        std::cout << utf8FromPath(options.output) << ": K " << model.rows() << " x " << model.frameLength() << ", "
                  << model.iterations << " iterations; validation SNR " << model.training.at("validation_snr_input_db")
                  << " -> " << model.training.at("validation_snr_db") << " dB, smallest gain "
                  << model.training.at("validation_smallest_gain_db") << " dB\n";
    if (options.json.empty())
        return;
    nlohmann::ordered_json figures{{"output", utf8FromPath(options.output)},
                                   {"rows", model.rows()},
                                   {"frame_length", model.frameLength()},
                                   {"iterations", model.iterations},
                                   {"sigma", model.steps.sigma},
                                   {"tau", model.steps.tau},
                                   {"theta", model.steps.theta}};
    for (const auto& [keyword, value] : model.training)
        figures["training"][keyword] = value;
    figures["training"]["threads"] = std::to_string(options.threads);
    writeJson(figures, options.json);
}

} // namespace dequantizer
