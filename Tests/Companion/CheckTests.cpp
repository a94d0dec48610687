#include "Catch.h"
#include "Companion/CommandLine.h"
#include "FileBytes.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace dequantizer;

TEST_CASE("check reports every claim as text and JSON, and draws figures", "[companion]")
{
    const TemporaryFolder folder;
    const auto json = folder / "figures.json";
    const auto figures = folder / "figures";
    const auto result = runDequantizer({"check", "--quick", "--model", "speech16k-4bit-converged", "--json",
                                        json.string(), "--figures", figures.string()});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    CHECK(result.output.find("the backward recursion is the gradient") != std::string::npos);
    CHECK(result.output.find("No claim that must always hold has failed.") != std::string::npos);

    const auto report =
        nlohmann::json::parse(runDequantizer({"check", "--quick", "--dct", "--bits", "5", "--json", "-"}).output);
    CHECK(report["passed"] == true);
    CHECK(report["claims"].size() == 13);
    CHECK(report["lemma"]["worst_relative_error"].get<double>() < 1e-6);
    CHECK(report["truncation"].size() == 12);
    CHECK(report["cost"].size() == 3);
    CHECK(report["inference"].back()["iterations"] == 1000);
    CHECK(std::filesystem::exists(json));
    // Without gnuplot there are no figures.
    if (std::system("gnuplot --version >/dev/null 2>&1") != 0)
        return skip("the figures: gnuplot is not installed");
    for (const auto* name : {"truncation", "deltas", "limit", "kernel", "cost", "inference"})
        for (const auto* extension : {".png", ".svg"})
            CHECK(std::filesystem::file_size(figures / (std::string(name) + extension)) > 1000);
}

TEST_CASE("check runs on a folder of audio, and rejects a missing model", "[companion]")
{
    const TemporaryFolder folder;
    std::filesystem::copy_file(DEQUANTIZER_SPEECH, folder / "speech.wav");
    const auto result = runDequantizer({"check", "--quick", "--dct", "--data", folder.path.string() + "/"});
    CAPTURE(result.errors);
    CHECK(result.status == 0);
    CHECK(result.output.find("4 bit, " + folder.path.filename().string()) != std::string::npos);

    const auto missing = runDequantizer({"check", "--quick", "--model", (folder / "no.safetensors").string()});
    CHECK(missing.status == 1);
    CHECK(missing.output.empty());
    CHECK(missing.errors.find("no.safetensors") != std::string::npos);
}

TEST_CASE("Text in a figure is no command", "[companion]")
{
    if (!hasShell || std::system("gnuplot --version >/dev/null 2>&1") != 0)
        return skip("the figures: there is no /bin/sh, or gnuplot is not installed");
    const TemporaryFolder folder;
    // The name is part of the titles. gnuplot gives a line that starts with "!" to the shell.
    const std::string data = "voice\n!touch executed #";
    std::filesystem::create_directory(folder / data);
    std::filesystem::copy_file(DEQUANTIZER_SPEECH, folder / data / "speech.wav");
    const auto result =
        runProgram("/bin/sh", {"-c", R"(cd "$1" && "$0" check --quick --dct --data "$2" --figures figures)",
                               DEQUANTIZER_PROGRAM, folder.path.string(), data});
    CAPTURE(result.errors);
    CHECK(result.status == 0);
    CHECK_FALSE(std::filesystem::exists(folder / "executed"));
    CHECK(bytesOf(folder / "figures" / "truncation.svg").find("voice !touch executed #") != std::string::npos);

    const auto refused = runDequantizer({"inspect", "any-low-latency", "--figures", (folder / "a\nb").string()});
    CHECK(refused.status == 1);
    CHECK(refused.errors.find("gnuplot cannot write files whose names have control characters") != std::string::npos);
}

TEST_CASE("check says from which iteration on the bounds of a Fourier model are constant", "[companion]")
{
    const auto result = runDequantizer({"check", "--quick", "--model", "any-low-latency", "--json", "-"});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    const auto report = nlohmann::json::parse(result.output);
    CHECK(report["passed"] == true);
    CHECK(report["bounds_settled_from"] == 6);
    CHECK(report["lemma"]["worst_relative_error"].get<double>() < 1e-6);
    CHECK(report["learned_truncation"].size() == 10);
    CHECK(report["truncation"].size() == 12);
    CHECK(report["inference"].back()["iterations"] == 100);
}
