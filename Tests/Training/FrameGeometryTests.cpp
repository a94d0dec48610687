#include "Catch.h"

#include "Model/Model.h"
#include "Training/FrameGeometry.h"

using namespace dequantizer;

TEST_CASE("Segments have the frames that the Fourier model has at their rate", "[segments]")
{
    TrainingSettings settings;
    settings.operatorKind = OperatorKind::fourier;
    settings.sampleRate = 44100.0;
    settings.frameLength = 2048;
    settings.trainingHop = 512;
    Model model;
    model.fourier = std::make_shared<const FourierModel>();
    model.sampleRate = settings.sampleRate;
    model.hop = settings.trainingHop;
    REQUIRE(model.frameLength() == settings.frameLength);

    const double rate = GENERATE(8000.0, 11025.0, 16000.0, 22050.0, 32000.0, 44100.0, 48000.0, 96000.0);
    CAPTURE(rate);
    const auto geometry = frameGeometry(settings, rate);
    const auto expected = modelAtRate(model, rate);
    CHECK(geometry.frameLength == expected.frameLength());
    CHECK(geometry.hop == expected.hop);
    CHECK(geometry.frameLength == 4 * geometry.hop);
    CHECK(geometry.frameLength / rate == Approx(2048.0 / 44100.0).epsilon(0.25));
}

TEST_CASE("At its own rate a geometry is that of the settings, whatever the frame length", "[segments]")
{
    TrainingSettings settings;
    settings.operatorKind = GENERATE(OperatorKind::dense, OperatorKind::fourier);
    settings.frameLength = 320;
    settings.trainingHop = 7;
    const auto own = frameGeometry(settings, settings.sampleRate);
    CHECK(own.frameLength == 320);
    CHECK(own.hop == 7);
    const auto twice = frameGeometry(settings, 2.0 * settings.sampleRate);
    CHECK(twice.frameLength == (settings.operatorKind == OperatorKind::dense ? 320 : 768));
    CHECK(twice.hop == (settings.operatorKind == OperatorKind::dense ? 7 : 17)); // 768 * 7 / 320 = 16.8
}
