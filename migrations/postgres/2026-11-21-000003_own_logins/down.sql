DROP FUNCTION colab_token_used(text, timestamptz);
DROP FUNCTION colab_token_holder(text);
