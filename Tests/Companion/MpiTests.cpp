#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/RunningProgram.h"
#include "Companion/WaveFile.h"
#include "Model/ReadWholeFile.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <thread>

using namespace dequantizer;

namespace
{
constexpr std::size_t anySize = 1 << 24;

// mpirun refuses to run as root unless told twice, and to start more processes than there are cores unless asked.
std::vector<std::string> sharedBy(int processes, const std::vector<std::string>& command)
{
    setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 1);
    setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 1);
    std::vector<std::string> arguments{"--oversubscribe",         "--bind-to",        "none", "-n",
                                       std::to_string(processes), DEQUANTIZER_PROGRAM};
    arguments.insert(arguments.end(), command.begin(), command.end());
    return arguments;
}

RunResult runShared(int processes, const std::vector<std::string>& command)
{
    return runProgram(DEQUANTIZER_MPIRUN, sharedBy(processes, command));
}

struct SharedTraining
{
    TemporaryFolder folder;

    SharedTraining()
    {
        for (const auto* name : {"train", "validation"})
        {
            std::filesystem::create_directory(folder / name);
            for (int sound = 0; sound < 3; ++sound)
            {
                WaveFile wave;
                wave.sampleRate = 1600;
                wave.channels.emplace_back();
                for (int i = 0; i < 2000; ++i)
                    wave.channels.back().push_back(0.7 * std::sin((0.05 + 0.01 * sound) * i + 4e-5 * i * i));
                wave.write(folder / name / ("sound" + std::to_string(sound) + ".wav"));
            }
        }
    }

    [[nodiscard]] std::filesystem::path model(const std::string& name) const
    {
        return folder / (name + ".safetensors");
    }

    [[nodiscard]] std::vector<std::string> command(const std::string& output,
                                                   const std::vector<std::string>& more) const
    {
        std::vector<std::string> arguments{"train",
                                           "--train",
                                           (folder / "train").string(),
                                           "--validation",
                                           (folder / "validation").string(),
                                           "--output",
                                           model(output).string(),
                                           "--name",
                                           "shared",
                                           "--iterations",
                                           "4",
                                           "--validate-every",
                                           "10"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }

    [[nodiscard]] std::string bytes(const std::string& file) const { return readWholeFile(folder / file, anySize); }
};

const std::vector<std::string>& denseOptions()
{
    static const std::vector<std::string> options{"--bits",         "4",  "--gradient",    "full", "--segments", "7",
                                                  "--frame-length", "32", "--minibatches", "25"};
    return options;
}

const std::vector<std::string>& fourierOptions()
{
    static const std::vector<std::string> options{"--operator", "fourier", "--bits",         "4",
                                                  "--segments", "5",       "--frame-length", "64",
                                                  "--updates",  "0,2",     "--minibatches",  "12"};
    return options;
}

std::vector<pid_t> childrenOf(pid_t parent)
{
    const auto id = std::to_string(parent);
    std::ifstream file("/proc/" + id + "/task/" + id + "/children");
    std::vector<pid_t> children;
    for (pid_t child = 0; file >> child;)
        children.push_back(child);
    return children;
}

// Its parent is gone, so the system reaps it, which may take a moment.
bool endsSoon(pid_t process)
{
    for (int attempt = 0; attempt < 600; ++attempt)
    {
        if (kill(process, 0) != 0)
            return true;
        std::ifstream file("/proc/" + std::to_string(process) + "/stat");
        const std::string status((std::istreambuf_iterator<char>(file)), {});
        if (const auto name = status.rfind(')'); name != std::string::npos && status.substr(name + 2, 1) == "Z")
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
}

// The rows of a table without its columns of run times.
std::multiset<std::string> rowsWithoutTimes(const std::string& table)
{
    std::multiset<std::string> rows;
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);)
    {
        std::istringstream cells(line);
        std::string kept, cell;
        for (int column = 0; std::getline(cells, cell, ','); ++column)
            if (column != 6 && column != 7)
                kept += cell + ',';
        rows.insert(kept);
    }
    return rows;
}
} // namespace

TEST_CASE("Any number of MPI processes train the same model, byte for byte", "[companion][mpi]")
{
    const auto options = GENERATE(denseOptions(), fourierOptions());
    const SharedTraining training;
    const auto alone = runDequantizer(training.command("alone", options));
    CAPTURE(alone.errors);
    REQUIRE(alone.status == 0);
    for (const int processes : {1, 2, 3})
    {
        const auto file = "shared" + std::to_string(processes);
        const auto result = runShared(processes, training.command(file, options));
        CAPTURE(processes, result.errors);
        REQUIRE(result.status == 0);
        CHECK(training.bytes(file + ".safetensors") == training.bytes("alone.safetensors"));
        // Only one of them reports.
        CHECK(result.output.find("validation SNR") == result.output.rfind("validation SNR"));
        CHECK(result.errors.find("minibatches of") == result.errors.rfind("minibatches of"));
    }
    CHECK(training.folder.entries() == 6);
}

TEST_CASE("When a process is killed, the others end, and any number of processes can resume", "[companion][mpi]")
{
    const SharedTraining training;
    // So that the run is still going on when the process is killed, but can be finished.
    const std::vector<std::string> options{"--bits",        "4",    "--gradient",           "full",
                                           "--segments",    "6",    "--frame-length",       "32",
                                           "--minibatches", "1500", "--checkpoint-minutes", "0"};
    const auto command = training.command("model", options);
    const auto killed = GENERATE(std::size_t(0), std::size_t(2));
    const auto checkpoint = training.folder / "model.safetensors.checkpoint";
    {
        RunningProgram mpirun(sharedBy(3, command), 0, DEQUANTIZER_MPIRUN);
        const auto patience = std::chrono::steady_clock::now() + std::chrono::minutes(2);
        std::string begun;
        bool learned = false;
        while (!learned && !mpirun.hasEnded() && std::chrono::steady_clock::now() < patience)
        {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            if (!std::filesystem::exists(checkpoint))
                continue;
            const auto bytes = readWholeFile(checkpoint, anySize);
            if (begun.empty())
                begun = bytes;
            learned = bytes != begun;
        }
        REQUIRE(learned);
        const auto processes = childrenOf(mpirun.id());
        REQUIRE(processes.size() == 3);
        kill(processes[killed], SIGKILL);
        CHECK(mpirun.wait() != 0);
        for (const auto process : processes)
            CHECK(endsSoon(process));
    }
    CHECK_FALSE(std::filesystem::exists(training.model("model")));
    const auto resumed = runShared(2, command);
    CAPTURE(resumed.errors);
    REQUIRE(resumed.status == 0);
    CHECK(resumed.errors.find("resuming after minibatch") != std::string::npos);
    // A process that is killed while it writes a checkpoint leaves what it has written so far.
    const std::filesystem::directory_iterator entries(training.folder.path);
    CHECK(std::count_if(begin(entries), end(entries),
                        [](const auto& entry)
                        { return entry.path().string().find(".checkpoint.part-") == std::string::npos; }) == 3);

    REQUIRE(runDequantizer(training.command("whole", options)).status == 0);
    CHECK(training.bytes("model.safetensors") == training.bytes("whole.safetensors"));
}

TEST_CASE("An error of shared training is reported once, and leaves nothing behind", "[companion][mpi]")
{
    const SharedTraining training;
    std::filesystem::remove_all(training.folder / "validation");
    const auto result = runShared(3, training.command("model", denseOptions()));
    CAPTURE(result.errors);
    CHECK(result.status != 0);
    const std::string sentence = "there is no such folder";
    CHECK(result.errors.find(sentence) != std::string::npos);
    CHECK(result.errors.find(sentence) == result.errors.rfind(sentence));
    CHECK(training.folder.entries() == 1);
}

TEST_CASE("MPI processes share the cells of a figure", "[companion][mpi]")
{
    const SharedTraining training;
    const auto command = [&](const std::string& output)
    {
        return std::vector<std::string>{"reproduce",
                                        "figure3",
                                        "--train",
                                        (training.folder / "train").string(),
                                        "--validation",
                                        (training.folder / "validation").string(),
                                        "--output",
                                        (training.folder / output).string(),
                                        "--inference-iterations",
                                        "50",
                                        "--inference-frames",
                                        "8",
                                        "--batch",
                                        "8",
                                        "--epochs",
                                        "1",
                                        "--max-training-iterations",
                                        "20"};
    };
    REQUIRE(runDequantizer(command("alone")).status == 0);
    const auto shared = runShared(3, command("shared"));
    CAPTURE(shared.errors);
    REQUIRE(shared.status == 0);
    CHECK(rowsWithoutTimes(training.bytes("shared/figure3.csv")) ==
          rowsWithoutTimes(training.bytes("alone/figure3.csv")));
}
