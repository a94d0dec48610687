#pragma once

#include "Plugin/Models/ModelLibrary.h"
#include "TemporaryFolder.h"

#include <cstdlib>
#include <string>
#include <utility>

namespace dequantizer
{

/// A temporary home folder, in which the plugin looks for the user's models and presets.
class Home
{
public:
    Home()
    {
        const char* const configuration = std::getenv("XDG_CONFIG_HOME");
        hadConfiguration = configuration != nullptr;
        before = {std::getenv("HOME"), hadConfiguration ? configuration : ""};
        setenv("HOME", folder.path.c_str(), 1);
        unsetenv("XDG_CONFIG_HOME");
        std::filesystem::create_directories(ModelLibrary::defaultFolder());
    }

    ~Home()
    {
        setenv("HOME", before.first.c_str(), 1);
        if (hadConfiguration)
            setenv("XDG_CONFIG_HOME", before.second.c_str(), 1);
    }

    Home(const Home&) = delete;
    Home& operator=(const Home&) = delete;

private:
    TemporaryFolder folder;
    std::pair<std::string, std::string> before;
    bool hadConfiguration = false;
};

} // namespace dequantizer
