#include "Companion/Evaluate/EvaluationReport.h"

#include "Companion/Evaluate/EvaluationSummary.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace dequantizer
{

namespace
{
using Json = nlohmann::ordered_json;

std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char letter : text)
        result += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return result + '"';
}

Json methodJson(const MethodSummary& method)
{
    return {{"mse", method.mean.mse},
            {"snr_db", method.mean.snrDb},
            {"segsnr_db", method.mean.segmentalSnrDb},
            {"nmr_db", method.mean.nmrDb},
            {"loudness_difference", method.mean.loudnessDifference},
            {"least_gain_db", method.leastGainDb},
            {"least_gain_file", method.leastGainFile},
            {"made_worse", method.madeWorse}};
}

Json summaryJson(const EvaluationSummary& summary, int bits, const std::vector<std::string>& baselines)
{
    Json json{{"files", summary.files},
              {"bits", bits},
              {"mse_input", summary.quantised.mse},
              {"mse", summary.restored.mean.mse},
              {"snr_input_db", summary.quantised.snrDb},
              {"snr_db", summary.restored.mean.snrDb},
              {"segsnr_input_db", summary.quantised.segmentalSnrDb},
              {"segsnr_db", summary.restored.mean.segmentalSnrDb},
              {"real_time_factor", summary.realTimeFactor},
              {"nmr_input_db", summary.quantised.nmrDb},
              {"nmr_db", summary.restored.mean.nmrDb},
              {"loudness_difference_input", summary.quantised.loudnessDifference},
              {"loudness_difference", summary.restored.mean.loudnessDifference},
              {"least_gain_db", summary.restored.leastGainDb},
              {"least_gain_file", summary.restored.leastGainFile},
              {"made_worse", summary.restored.madeWorse}};
    for (std::size_t b = 0; b < baselines.size(); ++b)
        json["baselines"][baselines[b]] = methodJson(summary.baselines[b]);
    return json;
}

Json fileJson(const FileFigures& file, const std::vector<std::string>& baselines)
{
    Json json{{"file", file.file}};
    if (!file.material.empty())
        json.update(Json{{"material", file.material}, {"group", file.group}});
    json.update(Json{{"bits", file.bits},
                     {"snr_input_db", file.quantised.snrDb},
                     {"snr_db", file.restored.snrDb},
                     {"segsnr_input_db", file.quantised.segmentalSnrDb},
                     {"segsnr_db", file.restored.segmentalSnrDb},
                     {"nmr_input_db", file.quantised.nmrDb},
                     {"nmr_db", file.restored.nmrDb},
                     {"loudness_difference_input", file.quantised.loudnessDifference},
                     {"loudness_difference", file.restored.loudnessDifference}});
    for (std::size_t b = 0; b < baselines.size(); ++b)
        json["baselines"][baselines[b]] = {{"snr_db", file.baselines[b].snrDb},
                                           {"segsnr_db", file.baselines[b].segmentalSnrDb},
                                           {"nmr_db", file.baselines[b].nmrDb},
                                           {"loudness_difference", file.baselines[b].loudnessDifference}};
    return json;
}

Json depthJson(const DepthFigures& depth, const std::vector<std::string>& baselines)
{
    auto json = summaryJson(summarise(depth.files), depth.bits, baselines);
    json["lossy_left_out"] = depth.lossyLeftOut;
    json["materials"] = Json::array();
    for (const auto& summary : summariseMaterials(depth.files))
    {
        Json row{{"material", summary.material}};
        row.update(summaryJson(summary, depth.bits, baselines));
        json["materials"].push_back(row);
    }
    json["groups"] = Json::array();
    for (const auto& summary : summariseGroups(depth.files))
    {
        Json row{{"group", summary.group}, {"material", summary.material}};
        row.update(summaryJson(summary, depth.bits, baselines));
        json["groups"].push_back(row);
    }
    json["results"] = Json::array();
    for (const auto& file : depth.files)
        json["results"].push_back(fileJson(file, baselines));
    return json;
}

// The means of one measure: of the quantised signals, the restored signals and the baselines.
void printMeans(std::ostream& out, const std::string& name, const EvaluationSummary& summary, double MeanErrors::*mean)
{
    out << std::left << std::setw(21) << name << std::right << std::setw(10) << summary.quantised.*mean << "   "
        << std::setw(10) << summary.restored.mean.*mean;
    for (const auto& baseline : summary.baselines)
        out << "   " << std::setw(10) << baseline.mean.*mean;
    out << '\n';
}

void printDepth(std::ostream& out, const DepthFigures& depth, const EvaluateOptions& options)
{
    out << std::fixed;
    if (options.perFile)
    {
        out << "SNR in dB, quantised -> restored\n" << std::setprecision(2);
        for (const auto& file : depth.files)
            out << std::setw(8) << file.quantised.snrDb << " -> " << std::setw(6) << file.restored.snrDb << "  "
                << file.file << '\n';
        out << '\n';
    }
    const auto summary = summarise(depth.files);
    out << depth.files.size() << " files at " << depth.bits << " bit\n"
        << "                      quantised     restored";
    for (const auto& name : options.baselines)
        out << "   " << std::setw(10) << name;
    out << '\n' << std::scientific << std::setprecision(4);
    printMeans(out, "mean squared error", summary, &MeanErrors::mse);
    out << std::fixed << std::setprecision(3);
    printMeans(out, "SNR, dB", summary, &MeanErrors::snrDb);
    printMeans(out, "segmental SNR, dB", summary, &MeanErrors::segmentalSnrDb);
    out << std::setprecision(4) << "real-time factor                  " << std::setw(10) << summary.realTimeFactor
        << '\n'
        << std::setprecision(3);
    printMeans(out, "noise-to-mask, dB", summary, &MeanErrors::nmrDb);
    printMeans(out, "loudness difference", summary, &MeanErrors::loudnessDifference);
}

// The table of gains, for several sets of files.
class GainTable
{
public:
    // `what` is the title of the column that names the set of a row, at most `nameWidth` letters long.
    GainTable(std::ostream& stream, const std::string& what, std::size_t nameWidth,
              const std::vector<std::string>& evaluatedBaselines)
        : out(stream), width(static_cast<int>(nameWidth)), baselines(evaluatedBaselines)
    {
        out << "\nmethod    bits  " << std::left << std::setw(width) << what << std::right
            << " files       SNR, dB        noise-to-mask, dB  worse  least gain, in this file\n"
            << std::fixed;
    }

    // A row for the model and one for each baseline.
    void print(const std::string& name, int bits, const EvaluationSummary& summary)
    {
        printRow("restored", name, bits, summary, summary.restored);
        for (std::size_t b = 0; b < baselines.size(); ++b)
            printRow(baselines[b], name, bits, summary, summary.baselines[b]);
    }

private:
    void printRow(const std::string& method, const std::string& name, int bits, const EvaluationSummary& summary,
                  const MethodSummary& result)
    {
        out << std::left << std::setw(10) << method << std::right << std::setw(4) << bits << "  " << std::left
            << std::setw(width) << name << std::right << std::setw(6) << summary.files << std::setprecision(2)
            << std::setw(8) << summary.quantised.snrDb << " -> " << std::setw(6) << result.mean.snrDb << std::setw(8)
            << summary.quantised.nmrDb << " -> " << std::setw(6) << result.mean.nmrDb << std::setw(6)
            << result.madeWorse << std::showpos << std::setw(12) << result.leastGainDb << std::noshowpos << "  "
            << result.leastGainFile << '\n';
    }

    std::ostream& out;
    const int width;
    const std::vector<std::string>& baselines;
};

void printMaterials(std::ostream& out, const std::vector<DepthFigures>& depths, const EvaluateOptions& options)
{
    constexpr std::size_t nameWidth = 10;
    GainTable table(out, "material", nameWidth, options.baselines);
    for (const auto& depth : depths)
    {
        const auto materials = summariseMaterials(depth.files);
        for (const auto& summary : materials)
            table.print(summary.material, depth.bits, summary);
        if (materials.size() != 1)
            table.print("all", depth.bits, summarise(depth.files));
    }
}

void printGroups(std::ostream& out, const std::vector<DepthFigures>& depths, const EvaluateOptions& options)
{
    std::size_t nameWidth = 10;
    for (const auto& depth : depths)
        for (const auto& file : depth.files)
            nameWidth = std::max(nameWidth, file.group.size());
    GainTable table(out, "group", nameWidth, options.baselines);
    for (const auto& depth : depths)
        for (const auto& summary : summariseGroups(depth.files))
            table.print(summary.group, depth.bits, summary);
}
} // namespace

std::string evaluationCsv(const std::vector<DepthFigures>& depths, const std::vector<std::string>& baselines)
{
    std::ostringstream csv;
    csv << "file,samples,mse_input,mse,snr_input_db,snr_db,segsnr_input_db,segsnr_db,real_time_factor,bits,material,"
           "nmr_input_db,nmr_db";
    for (const auto& name : baselines)
        csv << ',' << name << "_mse," << name << "_snr_db," << name << "_segsnr_db," << name << "_nmr_db";
    csv << ",loudness_difference_input,loudness_difference";
    for (const auto& name : baselines)
        csv << ',' << name << "_loudness_difference";
    csv << ",group\n" << std::setprecision(9);
    for (const auto& depth : depths)
        for (const auto& file : depth.files)
        {
            csv << quoted(file.file) << ',' << file.samples << ',' << file.quantised.squaredError / file.samples << ','
                << file.restored.squaredError / file.samples << ',' << file.quantised.snrDb << ','
                << file.restored.snrDb << ',' << file.quantised.segmentalSnrDb << ',' << file.restored.segmentalSnrDb
                << ',' << file.processingSeconds / file.seconds << ',' << file.bits << ',' << quoted(file.material)
                << ',' << file.quantised.nmrDb << ',' << file.restored.nmrDb;
            for (const auto& baseline : file.baselines)
                csv << ',' << baseline.squaredError / file.samples << ',' << baseline.snrDb << ','
                    << baseline.segmentalSnrDb << ',' << baseline.nmrDb;
            csv << ',' << file.quantised.loudnessDifference << ',' << file.restored.loudnessDifference;
            for (const auto& baseline : file.baselines)
                csv << ',' << baseline.loudnessDifference;
            csv << ',' << quoted(file.group) << '\n';
        }
    return csv.str();
}

Json evaluationJson(const std::vector<DepthFigures>& depths, const EvaluateOptions& options)
{
    if (options.bits.size() == 1)
        return depthJson(depths.front(), options.baselines);
    auto all = Json::array();
    for (const auto& depth : depths)
        all.push_back(depthJson(depth, options.baselines));
    return {{"depths", all}};
}

void printEvaluation(std::ostream& out, const std::vector<DepthFigures>& depths, const EvaluateOptions& options)
{
    for (const auto& depth : depths)
    {
        if (&depth != &depths.front())
            out << '\n';
        printDepth(out, depth, options);
    }
    printMaterials(out, depths, options);
    if (options.perGroup)
        printGroups(out, depths, options);
}

} // namespace dequantizer
