// What Worker.js calls. There is one sound at a time. Functions that can fail return JSON, {"error": "..."} if they
// did; its memory is valid until the next call.
#include "Web/Engine/SoundSession.h"

#include <nlohmann/json.hpp>

#include <emscripten.h>

#include <new>

namespace dequantizer
{

namespace
{
std::optional<SoundSession> session;
std::string answer;

template <typename Action>
const char* answerOf(Action&& action)
{
    try
    {
        answer = action();
    }
    catch (const std::bad_alloc&)
    {
        answer = R"({"error": "The browser has not enough memory for this sound."})";
    }
    catch (const std::exception& error)
    {
        answer = nlohmann::json{{"error", error.what()}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
    return answer.c_str();
}
} // namespace

extern "C"
{
    // `encoding` is the number of a SampleEncoding.
    EMSCRIPTEN_KEEPALIVE const char* beginSound(double sampleRate, int channels, int bitsPerSample, int floatingPoint,
                                                int encoding)
    {
        return answerOf(
            [&]
            {
                SoundProperties properties;
                properties.sampleRate = sampleRate;
                properties.encoding = static_cast<SampleEncoding>(encoding);
                properties.bitsPerSample = bitsPerSample;
                properties.floatingPoint = floatingPoint != 0;
                session.emplace(properties, channels);
                return std::string("{}");
            });
    }

    EMSCRIPTEN_KEEPALIVE int blockLength()
    {
        return SoundSession::blockLength;
    }

    EMSCRIPTEN_KEEPALIVE float* blockOfChannel(int channel)
    {
        return session->block(channel);
    }

    EMSCRIPTEN_KEEPALIVE float* lowerBounds()
    {
        return session->lower();
    }

    EMSCRIPTEN_KEEPALIVE float* upperBounds()
    {
        return session->upper();
    }

    EMSCRIPTEN_KEEPALIVE void quantiseBlock(int bits, int samples)
    {
        session->quantise(bits, samples);
    }

    EMSCRIPTEN_KEEPALIVE const char* surveyBlock(int samples)
    {
        return answerOf(
            [&]
            {
                session->survey(samples);
                return std::string("{}");
            });
    }

    EMSCRIPTEN_KEEPALIVE const char* findings()
    {
        return answerOf([] { return session->findings(); });
    }

    EMSCRIPTEN_KEEPALIVE const char* chooseRestorationFor(const char* settings)
    {
        return answerOf([&] { return session->choose(settings); });
    }

    EMSCRIPTEN_KEEPALIVE void restoreBlock(int samples)
    {
        session->restore(samples);
    }

    EMSCRIPTEN_KEEPALIVE void findCells(int samples)
    {
        session->findCells(samples);
    }
}

} // namespace dequantizer
