#pragma once

#include "Algorithm/RandomProblem.h"
#include "Model/ModelError.h"
#include "Model/ModelFile.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace dequantizer
{

/// A dense model with constant bounds.
inline Model smallModel()
{
    std::mt19937 generator(5);
    Model model;
    model.name = "a small model";
    model.K = randomMatrix<float>(3, 4, generator);
    model.sampleRate = 16000.0;
    model.referenceDelta = 0.125;
    model.steps = {20.25, 0.1, 1.0};
    model.iterations = 12;
    model.hop = 2;
    model.training = {{"loss", "mse"}, {"seed", "7"}};
    return model;
}

/// The tensors of FourierParameters or DenseParameters.
template <typename Parameters>
std::vector<Matrix<float>> tensorsOf(const Parameters& parameters)
{
    std::vector<Matrix<float>> tensors;
    parameters.forEachTensor([&](const std::string&, const Matrix<float>& tensor) { tensors.push_back(tensor); });
    return tensors;
}

/// A safetensors file with this header and data.
inline std::string fileOf(const std::string& header, const std::string& data)
{
    const std::uint64_t length = header.size();
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + data;
}

/// A model file, divided into the header and the bytes of the tensors.
struct ModelFileParts
{
    nlohmann::json header;
    std::string tensors;

    explicit ModelFileParts(const Model& model)
    {
        const auto bytes = serialiseModel(model);
        std::uint64_t length = 0;
        std::memcpy(&length, bytes.data(), 8);
        header = nlohmann::json::parse(bytes.substr(8, length));
        tensors = bytes.substr(8 + length);
    }
};

/// Why this file is refused, or "accepted".
inline std::string reasonFor(const std::string& bytes)
{
    try
    {
        static_cast<void>(parseModel(bytes));
    }
    catch (const ModelError& error)
    {
        return error.what();
    }
    return "accepted";
}

/// Why the file of this model is refused if one entry of its metadata is another.
inline std::string reasonForMetadata(const Model& model, const std::string& key, const nlohmann::json& value)
{
    ModelFileParts parts(model);
    parts.header["__metadata__"][key] = value;
    return reasonFor(fileOf(parts.header.dump(), parts.tensors));
}

/// How many of 3000 files, each with three random bytes changed, are refused.
inline int refusedAfterDamage(const Model& model, unsigned seed)
{
    const auto good = serialiseModel(model);
    std::mt19937 generator(seed);
    int refused = 0;
    for (int trial = 0; trial < 3000; ++trial)
    {
        auto bytes = good;
        for (int change = 0; change < 3; ++change)
            bytes[generator() % bytes.size()] = static_cast<char>(generator());
        refused += reasonFor(bytes) != "accepted" ? 1 : 0;
    }
    return refused;
}

} // namespace dequantizer
