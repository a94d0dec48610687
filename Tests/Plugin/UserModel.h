#pragma once

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Plugin/PluginFixture.h"
#include "TemporaryFolder.h"

#include <string>

namespace dequantizer
{

/// Writes a model at the default rate that the shipped ones do not contain; returns its file.
inline std::string writeUserModel(const TemporaryFolder& folder, const std::string& name)
{
    auto model = cosineModel(8000.0, 0.125);
    model.sampleRate = PluginFixture::defaultRate;
    model.name = name;
    model.iterations = static_cast<int>(name.size());
    const auto file = folder / (name + ".safetensors");
    writeModelFile(model, file);
    return file.string();
}

} // namespace dequantizer
